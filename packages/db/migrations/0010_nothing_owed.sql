-- What was cancelled owes nothing: its clocks kept it from retention.
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE orders SET reply_due_at = NULL, promised_at = NULL
WHERE facts ->> 'cancelledAt' IS NOT NULL AND (reply_due_at IS NOT NULL OR promised_at IS NOT NULL);
--> statement-breakpoint
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
