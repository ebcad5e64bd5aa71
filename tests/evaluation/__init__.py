"""Tests of the evaluation of facts records."""
