"""What happens by itself: deliveries, fetching files, receipts, reminders, housekeeping. APScheduler only wakes the
scans.
"""
