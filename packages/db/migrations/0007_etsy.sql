CREATE TABLE "etsy_connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"etsy_shop_id" text NOT NULL,
	"etsy_user_id" text NOT NULL,
	"name" text NOT NULL,
	"url" text,
	"icon_url" text,
	"currency" text,
	"key" text NOT NULL,
	"state" text NOT NULL,
	"problem_code" text,
	"problem_at" timestamp with time zone,
	"scopes" text[] NOT NULL,
	"gives_tracking" boolean,
	"gives_emails" boolean,
	"synced_through" timestamp with time zone,
	"last_synced_at" timestamp with time zone,
	"last_error_code" text,
	"last_error_at" timestamp with time zone,
	"not_before" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"import_started_at" timestamp with time zone,
	"import_finished_at" timestamp with time zone,
	"import_seen" integer DEFAULT 0 NOT NULL,
	"import_total" integer,
	"member_id" uuid NOT NULL,
	"connected_at" timestamp with time zone NOT NULL,
	"disconnected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "etsy_consents" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"sealed_verifier" text NOT NULL,
	"redirect_uri" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "etsy_extras" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"amount" integer NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"listing_id" text,
	"receipt_id" text,
	"member_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"bought_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "etsy_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"transaction_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"sealed_url" text,
	"url_hash" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"problem_code" text,
	"problem" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"file_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"fetched_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "etsy_items" (
	"shop_id" uuid NOT NULL,
	"transaction_id" text NOT NULL,
	"receipt_id" text NOT NULL,
	"order_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"listing_id" text,
	"sku" text,
	"is_digital" boolean DEFAULT false NOT NULL,
	"is_unknown" boolean DEFAULT false NOT NULL,
	CONSTRAINT "etsy_items_shop_id_transaction_id_pk" PRIMARY KEY("shop_id","transaction_id")
);
--> statement-breakpoint
CREATE TABLE "etsy_keys" (
	"shop_id" uuid PRIMARY KEY NOT NULL,
	"sealed_key" text NOT NULL,
	"hint" text NOT NULL,
	"sealed_webhook_secret" text,
	"member_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "etsy_listings" (
	"shop_id" uuid NOT NULL,
	"listing_id" text NOT NULL,
	"title" text NOT NULL,
	"url" text,
	"section_id" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"skus" text[] DEFAULT '{}' NOT NULL,
	"read_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "etsy_listings_shop_id_listing_id_pk" PRIMARY KEY("shop_id","listing_id")
);
--> statement-breakpoint
CREATE TABLE "etsy_parked" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"receipt_id" text NOT NULL,
	"raw" jsonb,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	"tries" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "etsy_receipts" (
	"shop_id" uuid NOT NULL,
	"receipt_id" text NOT NULL,
	"order_id" uuid,
	"etsy_updated_at" timestamp with time zone NOT NULL,
	"status" text NOT NULL,
	"applied_hash" text NOT NULL,
	"buyer_ref" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"applied_at" timestamp with time zone NOT NULL,
	CONSTRAINT "etsy_receipts_shop_id_receipt_id_pk" PRIMARY KEY("shop_id","receipt_id")
);
--> statement-breakpoint
CREATE TABLE "etsy_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"product_id" uuid,
	"member_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "etsy_shipments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"receipt_id" text NOT NULL,
	"carrier" text NOT NULL,
	"tracking" text NOT NULL,
	"note_to_buyer" text,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem_code" text,
	"problem" text,
	"etsy_shipment_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"called_at" timestamp with time zone,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "etsy_tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"copy" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"file_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp with time zone,
	"done_by" uuid,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "etsy_tokens" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"renewed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "etsy_webhooks" (
	"shop_id" uuid NOT NULL,
	"webhook_id" text NOT NULL,
	"event" text NOT NULL,
	"receipt_id" text,
	"received_at" timestamp with time zone NOT NULL,
	"handled_at" timestamp with time zone,
	CONSTRAINT "etsy_webhooks_shop_id_webhook_id_pk" PRIMARY KEY("shop_id","webhook_id")
);
--> statement-breakpoint
CREATE TABLE "order_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"item_id" uuid,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"width" integer,
	"height" integer,
	"original_hash" text NOT NULL,
	"shown_hash" text,
	"preview_hash" text,
	"thumb_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "customer_note" text;--> statement-breakpoint
ALTER TABLE "etsy_connections" ADD CONSTRAINT "etsy_connections_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_connections" ADD CONSTRAINT "etsy_connections_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_consents" ADD CONSTRAINT "etsy_consents_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_consents" ADD CONSTRAINT "etsy_consents_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_extras" ADD CONSTRAINT "etsy_extras_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_extras" ADD CONSTRAINT "etsy_extras_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_extras" ADD CONSTRAINT "etsy_extras_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_files" ADD CONSTRAINT "etsy_files_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_files" ADD CONSTRAINT "etsy_files_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_files" ADD CONSTRAINT "etsy_files_file_id_order_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."order_files"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_items" ADD CONSTRAINT "etsy_items_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_items" ADD CONSTRAINT "etsy_items_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_keys" ADD CONSTRAINT "etsy_keys_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_keys" ADD CONSTRAINT "etsy_keys_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_listings" ADD CONSTRAINT "etsy_listings_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_parked" ADD CONSTRAINT "etsy_parked_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_receipts" ADD CONSTRAINT "etsy_receipts_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_receipts" ADD CONSTRAINT "etsy_receipts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_rules" ADD CONSTRAINT "etsy_rules_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_rules" ADD CONSTRAINT "etsy_rules_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_rules" ADD CONSTRAINT "etsy_rules_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_shipments" ADD CONSTRAINT "etsy_shipments_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_shipments" ADD CONSTRAINT "etsy_shipments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_tasks" ADD CONSTRAINT "etsy_tasks_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_tasks" ADD CONSTRAINT "etsy_tasks_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_tasks" ADD CONSTRAINT "etsy_tasks_file_id_order_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."order_files"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_tasks" ADD CONSTRAINT "etsy_tasks_done_by_members_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_tokens" ADD CONSTRAINT "etsy_tokens_connection_id_etsy_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."etsy_connections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_tokens" ADD CONSTRAINT "etsy_tokens_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "etsy_webhooks" ADD CONSTRAINT "etsy_webhooks_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_files" ADD CONSTRAINT "order_files_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_files" ADD CONSTRAINT "order_files_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_connections_of_shop" ON "etsy_connections" USING btree ("shop_id") WHERE state <> 'disconnected';--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_connections_etsy_shop" ON "etsy_connections" USING btree ("etsy_shop_id") WHERE state <> 'disconnected';--> statement-breakpoint
CREATE INDEX "etsy_consents_shop_id_index" ON "etsy_consents" USING btree ("shop_id");--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_extras_listing" ON "etsy_extras" USING btree ("shop_id","listing_id") WHERE listing_id is not null;--> statement-breakpoint
CREATE INDEX "etsy_extras_order" ON "etsy_extras" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_files_once" ON "etsy_files" USING btree ("shop_id","transaction_id","url_hash");--> statement-breakpoint
CREATE INDEX "etsy_files_order" ON "etsy_files" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "etsy_files_waiting" ON "etsy_files" USING btree ("shop_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "etsy_items_order" ON "etsy_items" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "etsy_items_listing" ON "etsy_items" USING btree ("shop_id","listing_id");--> statement-breakpoint
CREATE INDEX "etsy_items_unknown" ON "etsy_items" USING btree ("shop_id") WHERE is_unknown;--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_parked_once" ON "etsy_parked" USING btree ("shop_id","receipt_id");--> statement-breakpoint
CREATE INDEX "etsy_parked_open" ON "etsy_parked" USING btree ("shop_id","last_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "etsy_receipts_order" ON "etsy_receipts" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_rules_once" ON "etsy_rules" USING btree ("shop_id","kind","value");--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_shipments_once" ON "etsy_shipments" USING btree ("shop_id","receipt_id","tracking");--> statement-breakpoint
CREATE INDEX "etsy_shipments_order" ON "etsy_shipments" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "etsy_shipments_open" ON "etsy_shipments" USING btree ("shop_id") WHERE state in ('intended', 'calling');--> statement-breakpoint
CREATE UNIQUE INDEX "etsy_tasks_once" ON "etsy_tasks" USING btree ("order_id","kind","subject") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "etsy_tasks_open" ON "etsy_tasks" USING btree ("shop_id","created_at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "etsy_webhooks_received_at_index" ON "etsy_webhooks" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "order_files_shop_id_order_id_index" ON "order_files" USING btree ("shop_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_files_once" ON "order_files" USING btree ("order_id","original_hash","name");--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON etsy_keys, etsy_consents, etsy_connections, etsy_tokens, etsy_receipts, etsy_items,
  etsy_listings, etsy_rules, etsy_parked, etsy_webhooks, etsy_files, etsy_shipments, etsy_tasks, etsy_extras, order_files
  TO proofroom_app;
--> statement-breakpoint
-- None of it is a guest's to see: what they bought on Etsy they know.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['etsy_keys', 'etsy_consents', 'etsy_connections', 'etsy_tokens', 'etsy_receipts',
    'etsy_items', 'etsy_listings', 'etsy_rules', 'etsy_parked', 'etsy_webhooks', 'etsy_files', 'etsy_shipments',
    'etsy_tasks', 'etsy_extras', 'order_files'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I TO proofroom_app
      USING (shop_id = app_shop() AND app_order() IS NULL) WITH CHECK (shop_id = app_shop() AND app_order() IS NULL)', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Whoever comes back from Etsy shows the nonce they went with; the shop follows from it.
CREATE POLICY shown_consent ON etsy_consents FOR SELECT TO proofroom_app USING (state_hash = app_link());
--> statement-breakpoint
-- A delivery names a shop of Etsy's: which of ours that is must be known before its signature can be looked at.
CREATE POLICY shown_etsy_shop ON etsy_connections FOR SELECT TO proofroom_app
  USING ('etsy-' || etsy_shop_id = app_link() AND state <> 'disconnected');
