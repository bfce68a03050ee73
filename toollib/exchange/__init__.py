"""The outside world: import, export, labels, reminders. Rooms for what comes; nothing here touches SQL."""
