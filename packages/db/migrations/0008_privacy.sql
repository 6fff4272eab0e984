ALTER TABLE "shops" ADD COLUMN "retention_days" integer;--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "customer_links" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "shops" ADD COLUMN "privacy_contact" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "is_nobody" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "legal_hold_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "legal_hold_reason" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "anonymised_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_nobody" ON "customers" USING btree ("shop_id") WHERE is_nobody;--> statement-breakpoint
CREATE INDEX "orders_over" ON "orders" USING btree ("shop_id") WHERE (phase in ('shipped', 'delivered', 'cancelled') and anonymised_at is null);--> statement-breakpoint

-- The eraser (made before migrations run, as the other roles) takes a person's words out of what is otherwise written
-- once. Which columns it may write is the whole of what it may change: hashes, dates and who decided stay for good.
GRANT USAGE ON SCHEMA public TO proofroom_eraser;
--> statement-breakpoint
GRANT SELECT ON shops, orders, versions, pages, snapshots, decisions, change_requests, rooms TO proofroom_eraser;
--> statement-breakpoint
GRANT UPDATE (note) ON versions TO proofroom_eraser;
--> statement-breakpoint
GRANT UPDATE (name, file_name) ON pages TO proofroom_eraser;
--> statement-breakpoint
GRANT UPDATE (projection) ON snapshots TO proofroom_eraser;
--> statement-breakpoint
GRANT UPDATE (signed_name, intent, read_back, message, device) ON decisions TO proofroom_eraser;
--> statement-breakpoint
GRANT UPDATE (entry, note) ON change_requests TO proofroom_eraser;
--> statement-breakpoint
GRANT UPDATE (reason) ON item_moves TO proofroom_eraser;
--> statement-breakpoint
-- What a trigger of a table that loses rows does in turn.
GRANT INSERT ON order_words TO proofroom_eraser;
--> statement-breakpoint
-- Lets the eraser into every table of the shops that is there. Called again by whichever migration adds one.
CREATE FUNCTION let_eraser_in() RETURNS void LANGUAGE plpgsql AS $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'shop_id'
      AND NOT EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.table_name AND p.policyname = 'erasing')
  LOOP
    EXECUTE format('GRANT SELECT, DELETE ON %I TO proofroom_eraser', name);
    EXECUTE format('CREATE POLICY erasing ON %I TO proofroom_eraser
      USING (shop_id = app_shop()) WITH CHECK (shop_id = app_shop())', name);
  END LOOP;
END $$;
--> statement-breakpoint
SELECT let_eraser_in();
--> statement-breakpoint
GRANT DELETE ON shops TO proofroom_eraser;
--> statement-breakpoint
CREATE POLICY erasing ON shops TO proofroom_eraser USING (id = app_shop()) WITH CHECK (id = app_shop());
--> statement-breakpoint

CREATE FUNCTION is_eraser() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT current_user = 'proofroom_eraser' $$;
--> statement-breakpoint
DO $$
DECLARE guarded record;
BEGIN
  FOR guarded IN SELECT * FROM (VALUES
    ('versions', 'keep_version', 'UPDATE OR DELETE'), ('pages', 'keep_pages', 'INSERT OR UPDATE OR DELETE'),
    ('decisions', 'never_rewrite', 'UPDATE OR DELETE'), ('snapshots', 'never_rewrite', 'UPDATE OR DELETE'),
    ('audit_events', 'never_rewrite', 'UPDATE OR DELETE'), ('change_requests', 'keep_request', 'UPDATE OR DELETE'))
    AS x (name, guard, acts)
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %I', guarded.guard, guarded.name);
    EXECUTE format('CREATE TRIGGER %I BEFORE %s ON %I FOR EACH ROW WHEN (NOT is_eraser()) EXECUTE FUNCTION %I()',
      guarded.guard, guarded.acts, guarded.name, guarded.guard);
  END LOOP;
END $$;
