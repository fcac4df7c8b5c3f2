"""Children and adults in records, and the roster import that fills them. It may not know why a record is kept."""
