"""收费: fees where a region has them: orders, notifications of payment, refunds, the daily reckoning with each provider."""
