"""Nothing lost, nothing out of order, no more sent than Telegram takes."""
