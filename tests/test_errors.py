from __future__ import annotations

import inspect

from summarizer import errors

CODES = {
    "SummarizerError": 1,
    "UsageError": 2,
    "SettingsError": 2,
    "InputError": 2,
    "UnknownPaper": 2,
    "PluginFailed": 2,
    "VocabularyError": 2,
    "InterestsError": 2,
    "OutputError": 2,
    "NotKept": 2,
    "NoPapers": 2,
    "NothingListed": 3,
    "NotEnded": 3,
    "ServiceError": 4,
    "Unreachable": 4,
    "BadAnswer": 4,
    "NotRunning": 4,
    "Unconfirmed": 4,
    "Refused": 4,
    "TooMany": 4,
    "MissingKey": 4,
    "BudgetSpent": 4,
    "NotAnnotated": 1,
    "TooLong": 1,
}


def test_every_error_has_the_exit_code_of_the_contract_and_a_place_in_the_picture():
    classes = dict(inspect.getmembers(errors, inspect.isclass))
    assert {name: each.exit_code for name, each in classes.items()} == CODES
    assert all(issubclass(each, errors.SummarizerError) for each in classes.values())
    assert all(name in errors.__doc__ for name in classes)
