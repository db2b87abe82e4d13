"""The telephone: SIP, RTP and keys through pjsua2, offered to sessions as ivr.line.AudioLine."""
