"""What is written: one file a kind. No writer knows another."""
