"""The samples' words. Every body, person, number and place is invented."""

from making.acts import decisions, further, letters, old, party, plans

ACTS = [
    plans.PLASTIC,
    plans.LIBRARY,
    plans.DRAFT,
    plans.COMMUNE,
    party.PARTY_PLAN,
    letters.LETTER,
    letters.DIRECTIVE,
    letters.NOTICE,
    letters.SCANNED,
    decisions.DECISION,
    old.TCVN3,
    further.PROGRAMME,
    further.TELEGRAM,
]
