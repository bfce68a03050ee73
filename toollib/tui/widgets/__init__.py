"""Reusable pieces of the screens; they know values, never the desk."""
