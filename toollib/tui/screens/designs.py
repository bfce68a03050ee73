"""Every design of the catalog, whether the library's tools could build it today, and everything known of one."""

from __future__ import annotations
