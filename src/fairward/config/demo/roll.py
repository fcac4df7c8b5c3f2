"""An invented roll of a school, as a roster file would bring it. It may not use a real school's number."""

from __future__ import annotations

from datetime import date

from fairward.config.demo.names import Names
from fairward.people.roster.results import Address, Roster, RosterContact, RosterPupil
from fairward.people.roster.upn import check_letter

# Not a council's code, so that no invented number is a real pupil's.
INVENTED_COUNCIL = "999"
STREETS = (
    "Alder Way",
    "Brook Lane",
    "Mill Road",
    "Orchard Close",
    "Station Road",
    "The Green",
    "Weir Street",
)


def invented_roll(names: Names, *, school_number: int, pupils: int, years: range, today: date) -> Roster:
    """Pupils spread evenly over the years, in classes of about 30, with the adults responsible for them."""
    roster = Roster(format="demo")
    for number in range(pupils):
        year = years[number * len(years) // pupils]
        place = number - pupils * (year - years[0]) // len(years)
        roster.pupils.append(
            _pupil(names, school_number, number, year, f"{year or 'R'}{'ABCDEFGH'[place // 30]}", today)
        )
    return roster


def _pupil(names: Names, school: int, number: int, year: int, class_name: str, today: date) -> RosterPupil:
    sex, surname = names.sex(), names.surname()
    home = Address((f"{names.random.randint(1, 120)} {names.random.choice(STREETS)}", "Westmere"), "ZZ1 1ZZ")
    body = f"{INVENTED_COUNCIL}{school:04}26{number:03}"
    start = today.year if today.month >= 9 else today.year - 1
    born_on = date(start - year - 5, 9, 1).toordinal() + names.random.randrange(365) - 365
    return RosterPupil(
        row=number + 1, surname=surname, forename=names.child(sex), upn=check_letter(body) + body, sex=sex,
        born_on=date.fromordinal(born_on), year_group=year, class_name=class_name, address=home,
        contacts=_contacts(names, surname, home),
    )  # fmt: skip


def _contacts(names: Names, surname: str, home: Address) -> tuple[RosterContact, ...]:
    mother = RosterContact(surname, names.adult("F"), "Ms", "Mother", True, home, (_phone(names),))
    if names.random.random() < 0.25:
        return (mother,)
    lives_here = names.random.random() < 0.7
    elsewhere = Address(
        (f"{names.random.randint(1, 90)} {names.random.choice(STREETS)}", "Eastmere"), "ZZ2 2ZZ"
    )
    father = RosterContact(
        surname if lives_here else names.surname(), names.adult("M"), "Mr", "Father", True,
        home if lives_here else elsewhere, (_phone(names),),
    )  # fmt: skip
    return mother, father


def _phone(names: Names) -> str:
    """A number of the range that Ofcom keeps for fiction."""
    return f"07700 900{names.random.randrange(1000):03}"
