"""The door for programs of courts, prisons and other senders (接口): notices in, receipts out. No decisions are made here."""
