"""The checks of tools/lint.py, one topic a module.

A finding is (file, line, level, rule, message).
"""
