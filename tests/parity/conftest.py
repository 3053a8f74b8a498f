"""The programs are data of the tests here, not tests."""

collect_ignore = ["programs"]
