"""From a report to a decision: report, desk, triage, decide. It may not write content except through `files`."""
