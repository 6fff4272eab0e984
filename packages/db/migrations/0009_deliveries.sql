CREATE TABLE "etsy_paces" (
	"key" text PRIMARY KEY NOT NULL,
	"free_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "order_files" ADD COLUMN "handed_over_at" timestamp with time zone;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON etsy_paces TO proofroom_app;
--> statement-breakpoint
-- What was handed over is the customer's, too; the rest of an order's files is not theirs to see.
CREATE POLICY handed_over ON order_files FOR SELECT TO proofroom_app
  USING (shop_id = app_shop() AND order_id = app_order() AND handed_over_at IS NOT NULL);
