"""Exercises that check themselves: define, check, hint."""
