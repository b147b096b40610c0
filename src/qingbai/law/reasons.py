"""Every reason a rule can give (理由代码), and how a rule states one.

A code says what was found, never what to do about it. ``law.wording`` has a Chinese and an English sentence for each.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from qingbai.law.citations import Citation
from qingbai.law.terms import Answer, Finding, Reason

T = TypeVar("T")


class Code(StrEnum):
    """What a rule found (理由代码)."""

    NO_RULE_IN_FORCE = "no_rule_in_force"
    # clean_record
    NOTHING_ENTERED = "nothing_entered"
    CONVICTION_COUNTS = "conviction_counts"
    EXEMPTION_COUNTS = "exemption_counts"
    NO_GUILT_FOUND = "no_guilt_found"
    ENDED_WITHOUT_COURT = "ended_without_court"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    ANNULLED = "annulled"
    REPLACED = "replaced"
    RECORD_SEALED = "record_sealed"
    DECIDED_ELSEWHERE = "decided_elsewhere"
    OUTCOME_UNDECIDED = "outcome_undecided"
    EFFECT_UNKNOWN = "effect_unknown"
    # effect
    PERIOD_EXPIRED = "period_expired"
    PERIOD_RUNNING = "period_running"
    CHALLENGE_PENDING = "challenge_pending"
    CHALLENGE_WITHDRAWN_IN_TIME = "challenge_withdrawn_in_time"
    CHALLENGE_WITHDRAWN_WITH_LEAVE = "challenge_withdrawn_with_leave"
    CHALLENGE_DECIDED = "challenge_decided"
    ONLY_CIVIL_PART_CHALLENGED = "only_civil_part_challenged"
    CHALLENGE_LATE = "challenge_late"
    CHALLENGE_UNKNOWN = "challenge_unknown"
    SERVICE_UNKNOWN = "service_unknown"
    PARTY_MISSING = "party_missing"
    APPELLANTS_MISSING = "appellants_missing"
    EFFECT_LIES_AHEAD = "effect_lies_ahead"
    EXPIRY_MOVED = "expiry_moved"
    FINAL_ON_PRONOUNCEMENT = "final_on_pronouncement"
    PRONOUNCEMENT_UNKNOWN = "pronouncement_unknown"
    QUASHED_AND_REMANDED = "quashed_and_remanded"
    DEATH_PENALTY_APPROVED = "death_penalty_approved"
    DEATH_PENALTY_NOT_APPROVED = "death_penalty_not_approved"
    BELOW_MINIMUM_APPROVED = "below_minimum_approved"
    BELOW_MINIMUM_NOT_APPROVED = "below_minimum_not_approved"
    PROCEDURE_UNKNOWN = "procedure_unknown"
    COURT_LEVEL_UNKNOWN = "court_level_unknown"
    EXECUTION_ONLY = "execution_only"
    # standing
    UPHELD_ON_APPEAL = "upheld_on_appeal"
    REPLACED_ON_APPEAL = "replaced_on_appeal"
    DECISIONS_CONTRADICT = "decisions_contradict"
    TRIED_AGAIN = "tried_again"
    TAKEN_BACK_ON_RETRIAL = "taken_back_on_retrial"
    STANDS_DURING_RETRIAL = "stands_during_retrial"
    EFFECT_SHOWN_BY_RETRIAL = "effect_shown_by_retrial"
    NOT_IN_FORCE_YET = "not_in_force_yet"
    IN_FORCE = "in_force"
    # sealing
    UNIT_NOT_SEALED = "unit_not_sealed"
    UNDER_EIGHTEEN = "under_eighteen"
    EIGHTEEN_OR_OLDER = "eighteen_or_older"
    AGE_UNSETTLED = "age_unsettled"
    BOTH_SIDES_OF_EIGHTEEN = "both_sides_of_eighteen"
    MAIN_ACTS_BEFORE = "main_acts_before"
    MAIN_ACTS_AFTER = "main_acts_after"
    MAIN_ACTS_NOT_FOUND = "main_acts_not_found"
    FINDING_CONTRADICTS_DATES = "finding_contradicts_dates"
    SENTENCE_WITHIN_LIMIT = "sentence_within_limit"
    SENTENCE_OVER_LIMIT = "sentence_over_limit"
    SENTENCE_UNSETTLED = "sentence_unsettled"
    EARLIER_SENTENCE_COMBINED = "earlier_sentence_combined"
    NO_VERDICT_YET = "no_verdict_yet"
    EXEMPTED_FROM_PUNISHMENT = "exempted_from_punishment"
    MINOR_WITHOUT_CONVICTION = "minor_without_conviction"
    MINOR_CASE_ENDED = "minor_case_ended"
    NO_CONVICTION_TO_SEAL = "no_conviction_to_seal"
    OPEN_BY_CONSENT = "open_by_consent"
    REGIME_PLACE_UNKNOWN = "regime_place_unknown"
    WITHIN_REGIME_PLACE = "within_regime_place"
    OUTSIDE_REGIME_PLACE = "outside_regime_place"
    JUDGED_SINCE_REGIME = "judged_since_regime"
    JUDGED_BEFORE_REGIME = "judged_before_regime"
    JUDGED_WHEN_UNKNOWN = "judged_when_unknown"
    CRIME_LEFT_OUT = "crime_left_out"
    CRIME_UNSETTLED = "crime_unsettled"
    NO_CRIME_LEFT_OUT = "no_crime_left_out"
    FIRST_OFFENCE = "first_offence"
    NOT_FIRST_OFFENCE = "not_first_offence"
    FIRST_OFFENCE_UNKNOWN = "first_offence_unknown"
    EXECUTION_END_UNKNOWN = "execution_end_unknown"
    WAITING_RUNS = "waiting_runs"
    WAITING_OVER = "waiting_over"
    NO_REGIME_IN_FORCE = "no_regime_in_force"
    OFFENCE_AFTER_JUDGMENT = "offence_after_judgment"
    # responsibility
    OLD_ENOUGH = "old_enough"
    TOO_YOUNG = "too_young"
    ONLY_GRAVEST_CRIMES = "only_gravest_crimes"
    # catalogue
    FITS_CATALOGUE = "fits_catalogue"
    NO_PUNISHMENT = "no_punishment"
    PUNISHED_WITHOUT_CONVICTION = "punished_without_conviction"
    UNIT_BEYOND_FINE = "unit_beyond_fine"
    LENGTH_WITHOUT_TERM = "length_without_term"
    LENGTH_UNKNOWN = "length_unknown"
    ODD_DAYS = "odd_days"
    TERM_OUTSIDE_LIMITS = "term_outside_limits"
    NOT_COMBINED = "not_combined"
    COMBINED_OUTSIDE_PARTS = "combined_outside_parts"
    COMBINED_LIGHTER_THAN_PART = "combined_lighter_than_part"
    FINES_NOT_ADDED_UP = "fines_not_added_up"
    FINE_BELOW_LEAST = "fine_below_least"
    PROBATION_IMPOSSIBLE = "probation_impossible"
    PROBATION_TOO_LONG_A_TERM = "probation_too_long_a_term"
    PROBATION_OUTSIDE_LIMITS = "probation_outside_limits"
    RIGHTS_FOR_LIFE = "rights_for_life"
    RIGHTS_NOT_FOR_LIFE = "rights_not_for_life"
    RIGHTS_UNLIKE_CONTROL = "rights_unlike_control"
    RIGHTS_OUTSIDE_LIMITS = "rights_outside_limits"
    CITIZEN_DEPORTED = "citizen_deported"
    DEATH_OF_A_MINOR = "death_of_a_minor"
    TERM_ENDS_BEFORE_IT_BEGINS = "term_ends_before_it_begins"
    TERM_DATES_DIFFER = "term_dates_differ"
    CRIME_ABOVE_AGE = "crime_above_age"
    APPROVAL_NOT_STATED = "approval_not_stated"
    # jurisdiction
    POLICE_STATION_OF_PLACE = "police_station_of_place"
    EXIT_ENTRY_OF_PLACE = "exit_entry_of_place"
    AGENT_PRINCIPALS_PLACE = "agent_principals_place"
    ADDED_BY_REGION = "added_by_region"
    PLACE_UNKNOWN = "place_unknown"
    NO_OFFICE_THERE = "no_office_there"
    STAY_LONG_ENOUGH = "stay_long_enough"
    STAY_TOO_SHORT = "stay_too_short"
    STAY_UNKNOWN = "stay_unknown"
    # routing
    KEPT_BY_INVESTIGATOR = "kept_by_investigator"
    KEPT_BY_CHAPTER = "kept_by_chapter"
    KEPT_BY_DEFAULT = "kept_by_default"
    KEPT_AT_HOUSEHOLD = "kept_at_household"
    KEPT_WITHOUT_HOUSEHOLD = "kept_without_household"
    KEPT_FOR_FOREIGNER = "kept_for_foreigner"
    KEPT_FOR_UNIT = "kept_for_unit"
    NO_PLACE_TO_REGISTER = "no_place_to_register"
    DIVISION_SUCCEEDED = "division_succeeded"
    DIVISION_WITHOUT_END = "division_without_end"
    # expected
    FORCE_UNKNOWN = "force_unknown"
    PENALTY_UNKNOWN = "penalty_unknown"
    ALL_NOTICES_HERE = "all_notices_here"
    NO_NOTICE_DUE = "no_notice_due"
    NO_END_YET = "no_end_yet"
    TERM_END_STATED = "term_end_stated"
    TERM_END_UNKNOWN = "term_end_unknown"
    SERVED_BEFORE_EFFECT = "served_before_effect"
    PROBATION_ENDS = "probation_ends"
    PAROLE_ENDS = "parole_ends"
    ENDED_OTHERWISE = "ended_otherwise"
    HELD_IN_PRISON = "held_in_prison"
    HELD_IN_DETENTION_HOUSE = "held_in_detention_house"
    HOLDER_OPEN = "holder_open"
    NOTICE_DUE = "notice_due"
    NOTICE_DUE_PROMPTLY = "notice_due_promptly"
    DUE_DAY_MOVED = "due_day_moved"
    DUE_DAY_MAY_MOVE = "due_day_may_move"
    IN_TIME = "in_time"
    LATE_BY = "late_by"
    # materials
    PAPERS_COMPLETE = "papers_complete"
    PAPER_MISSING = "paper_missing"
    IDENTITY_DOCUMENT_NOT_ACCEPTED = "identity_document_not_accepted"
    IDENTITY_DOCUMENT_EXPIRED = "identity_document_expired"
    APPLICANT_AGE_UNKNOWN = "applicant_age_unknown"
    AGENT_NOT_CAPABLE = "agent_not_capable"
    AGENT_CAPACITY_UNKNOWN = "agent_capacity_unknown"
    # frequency
    WITHIN_FREQUENCY = "within_frequency"
    ASKED_OFTEN = "asked_often"
    INQUIRY_DATED_LATER = "inquiry_dated_later"
    # time_limits
    DUE = "due"
    ANSWER_WITHIN = "answer_within"
    DAYS_COUNTED = "days_counted"
    START_NOT_COUNTED = "start_not_counted"
    PAUSE_NOT_COUNTED = "pause_not_counted"
    PAUSE_WITHOUT_APPROVAL = "pause_without_approval"
    PAUSE_RUNNING = "pause_running"
    CALENDAR_YEAR_UNKNOWN = "calendar_year_unknown"
    TERM_ENDS = "term_ends"
    PERIOD_ENDS = "period_ends"
    TERM_READING_DOUBTFUL = "term_reading_doubtful"
    # disclosure
    CERTIFICATE_ANSWERS = "certificate_answers"
    REFUSAL_ANSWERS = "refusal_answers"
    MATCH_UNCERTAIN = "match_uncertain"
    SEALED_BY_ITS_FACTS = "sealed_by_its_facts"
    SEALING_UNSETTLED = "sealing_unsettled"
    OUTSIDE_PERIOD = "outside_period"
    PERIOD_UNSETTLED = "period_unsettled"


def because(code: Code, citation: Citation, **facts: object) -> Reason:
    """A reason, its facts written as text: dates as YYYY-MM-DD, None as an empty string."""
    return Reason(str(code), citation, {name: "" if value is None else str(value) for name, value in facts.items()})


def yes(because: Iterable[Reason], value: T | None = None) -> Finding[T]:
    """The finding "yes"."""
    return Finding(Answer.YES, tuple(because), value)


def no(because: Iterable[Reason], value: T | None = None) -> Finding[T]:
    """The finding "no"."""
    return Finding(Answer.NO, tuple(because), value)


def person(because: Iterable[Reason], value: T | None = None) -> Finding[T]:
    """The finding "a person must decide" (由人工认定)."""
    return Finding(Answer.PERSON, tuple(because), value)
