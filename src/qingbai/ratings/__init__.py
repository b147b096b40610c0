"""好差评: how somebody found the service once their case has ended, and what the office does about a bad rating."""
