CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"name" text NOT NULL,
	"workflow_id" uuid NOT NULL,
	"minutes" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "stages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"colour" integer NOT NULL,
	"customer_words" text,
	"assignee_id" uuid,
	"due_offset_days" integer,
	"limit_kind" text,
	"limit_count" integer,
	"checklist" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "workflows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"name" text NOT NULL,
	"gate" text NOT NULL,
	"stage_ids" uuid[] NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "item_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"from_place" text NOT NULL,
	"to_place" text NOT NULL,
	"overrides" text[] DEFAULT '{}' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"member_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"carrier" text NOT NULL,
	"tracking" text,
	"url" text,
	"shipped_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "working_days" integer[] DEFAULT '{1,2,3,4,5}' NOT NULL;--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "days_off" date[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "product_id" uuid;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "progress" text DEFAULT 'to_start' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "stage_id" uuid;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "stage_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "assignee_id" uuid;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "checks" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "reviewed_by" uuid;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "placed_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "reply_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "promised_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "promised_text" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "priority" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "is_gift" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "gift_note" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "held_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "hold_reason" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cancelled_reason" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_workflow_id_workflows_id_fk" FOREIGN KEY ("workflow_id") REFERENCES "public"."workflows"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stages" ADD CONSTRAINT "stages_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stages" ADD CONSTRAINT "stages_assignee_id_members_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_moves" ADD CONSTRAINT "item_moves_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_moves" ADD CONSTRAINT "item_moves_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_moves" ADD CONSTRAINT "item_moves_item_id_order_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."order_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipments" ADD CONSTRAINT "shipments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "products_name" ON "products" USING btree ("shop_id",lower("name")) WHERE archived_at is null;--> statement-breakpoint
CREATE INDEX "stages_shop_id_position_index" ON "stages" USING btree ("shop_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "stages_name" ON "stages" USING btree ("shop_id",lower("name")) WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "workflows_name" ON "workflows" USING btree ("shop_id",lower("name")) WHERE archived_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "workflows_one_default" ON "workflows" USING btree ("shop_id") WHERE is_default;--> statement-breakpoint
CREATE INDEX "item_moves_shop_id_order_id_created_at_index" ON "item_moves" USING btree ("shop_id","order_id","created_at");--> statement-breakpoint
CREATE INDEX "shipments_shop_id_order_id_index" ON "shipments" USING btree ("shop_id","order_id");--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_stage_id_stages_id_fk" FOREIGN KEY ("stage_id") REFERENCES "public"."stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_assignee_id_members_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_items_in_stage" ON "order_items" USING btree ("stage_id") WHERE progress = 'making';--> statement-breakpoint
CREATE INDEX "orders_open" ON "orders" USING btree ("shop_id") WHERE phase not in ('shipped', 'delivered', 'cancelled');--> statement-breakpoint
CREATE INDEX "orders_queued" ON "orders" USING btree ("shop_id","move_since") WHERE (move in ('shop', 'customer') or move_reason = 'held');--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_stage" CHECK ((progress = 'making') = (stage_id is not null));--> statement-breakpoint

-- What is there already gets what new shops and orders begin with. Whoever migrates may be no superuser: for these
-- statements the owner sees the rows of every shop.
ALTER TABLE shops NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE order_items NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE proof_items NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO stages (id, shop_id, position, name, colour, customer_words)
SELECT gen_random_uuid(), s.id, stage.position, stage.name, stage.colour, stage.words
FROM shops s, (VALUES (0, 'Making', 2, 'In the making'), (1, 'Finishing', 5, 'Finishing touches'))
  AS stage (position, name, colour, words);
--> statement-breakpoint
INSERT INTO workflows (id, shop_id, name, gate, stage_ids, is_default)
SELECT gen_random_uuid(), s.id, 'Usual', 'customer',
  (SELECT array_agg(stage.id ORDER BY stage.position) FROM stages stage WHERE stage.shop_id = s.id), true
FROM shops s;
--> statement-breakpoint
UPDATE orders SET placed_at = coalesce((facts ->> 'placedAt')::timestamptz, created_at);
--> statement-breakpoint
-- What was being made is in the first stage, since then.
UPDATE order_items i SET progress = 'making', stage_since = (o.facts ->> 'makingSince')::timestamptz,
  stage_id = (SELECT stage.id FROM stages stage WHERE stage.shop_id = i.shop_id AND stage.position = 0)
FROM orders o WHERE o.id = i.order_id AND o.facts ->> 'makingSince' IS NOT NULL;
--> statement-breakpoint
INSERT INTO item_moves (id, shop_id, order_id, item_id, from_place, to_place, created_at)
SELECT gen_random_uuid(), shop_id, order_id, id, 'to_start', stage_id::text, stage_since
FROM order_items WHERE progress = 'making';
--> statement-breakpoint
UPDATE orders o SET facts = o.facts || jsonb_build_object(
  'shipBy', o.due_on,
  'items', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
      'itemId', i.id, 'gate', 'customer', 'progress', i.progress,
      'since', coalesce(o.facts ->> 'makingSince', o.facts ->> 'placedAt'), 'startedAt', o.facts ->> 'makingSince',
      'reviewedAt', null, 'overriddenAt', null) ORDER BY i.position), '[]')
    FROM order_items i WHERE i.order_id = o.id),
  'proofs', (
    SELECT coalesce(jsonb_agg(proof || jsonb_build_object('itemIds', (
      SELECT coalesce(jsonb_agg(covered.item_id), '[]') FROM proof_items covered
      WHERE covered.proof_id = (proof ->> 'proofId')::uuid))), '[]')
    FROM jsonb_array_elements(coalesce(o.facts -> 'proofs', '[]')) proof),
  'reply', null, 'promise', null, 'heldAt', null, 'deliveredAt', null);
--> statement-breakpoint
ALTER TABLE shops FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE order_items FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE proof_items FORCE ROW LEVEL SECURITY;
--> statement-breakpoint

GRANT SELECT, INSERT, UPDATE, DELETE ON stages, workflows, products, shipments TO proofroom_app;
--> statement-breakpoint
-- Who took a card where, and why in spite of what, is written once.
GRANT SELECT, INSERT ON item_moves TO proofroom_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['stages', 'workflows', 'products', 'item_moves', 'shipments'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['stages', 'workflows', 'products'] LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO proofroom_app
      USING (shop_id = app_shop()) WITH CHECK (shop_id = app_shop())', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['item_moves', 'shipments'] LOOP
    EXECUTE format('CREATE POLICY tenant ON %I TO proofroom_app
      USING (shop_id = app_shop() AND (app_order() IS NULL OR order_id = app_order()))
      WITH CHECK (shop_id = app_shop() AND (app_order() IS NULL OR order_id = app_order()))', name);
  END LOOP;
END $$;
--> statement-breakpoint

-- Who a member's cookie belongs to, and what they are in a shop: asked with every request, therefore one statement.
-- It goes down to the unprivileged role by itself, until its transaction ends. Of a session that is not there it
-- answers no row, of a shop that is not theirs a row without a member.
CREATE FUNCTION member_by_session(session_hash text, shop_code text)
RETURNS TABLE (user_id uuid, expires_at timestamptz, user_name text, member_id uuid, member_role text, shop_id uuid)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE known record;
BEGIN
  PERFORM set_config('role', 'proofroom_app', true);
  SELECT s.user_id, s.expires_at, s.last_seen_at INTO known FROM sessions s WHERE s.id_hash = session_hash;
  IF NOT FOUND THEN RETURN; END IF;
  -- Seen now, to the minute: the list of sessions is for recognising, not for watching.
  IF known.last_seen_at < date_trunc('minute', now()) THEN
    UPDATE sessions s SET last_seen_at = date_trunc('minute', now()) WHERE s.id_hash = session_hash;
  END IF;
  PERFORM set_config('app.user', known.user_id::text, true);
  RETURN QUERY
    SELECT known.user_id, known.expires_at, u.name, m.id, m.role, p.id
    FROM users u
    LEFT JOIN (members m JOIN shops p ON p.id = m.shop_id AND p.code = shop_code)
      ON m.user_id = u.id AND m.removed_at IS NULL
    WHERE u.id = known.user_id;
END $$;
