-- What the database itself holds, whatever the program does: tenancy, immutability, closing.
-- The roles proofroom_app and proofroom_journal are made before migrations run (tenancy.ts).

GRANT USAGE ON SCHEMA public TO proofroom_app, proofroom_journal;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO proofroom_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO proofroom_app, proofroom_journal;
--> statement-breakpoint
-- Evidence is written once.
REVOKE UPDATE, DELETE ON audit_events, decisions, snapshots FROM proofroom_app;
--> statement-breakpoint
-- The program reads the journal; only the journal's role writes it.
REVOKE INSERT, UPDATE, DELETE ON journal, client_bindings, room_states FROM proofroom_app;
--> statement-breakpoint

-- The transaction's scope, set in its first statement.
CREATE FUNCTION app_shop() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.shop', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.user', true), '')::uuid $$;
--> statement-breakpoint
-- Set for guests: they are held to one order by the database, too.
CREATE FUNCTION app_order() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.order', true), '')::uuid $$;
--> statement-breakpoint
-- What a visitor shows before their shop is known: a link's code or an invitation's token hash.
CREATE FUNCTION app_link() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.link', true), '') $$;
--> statement-breakpoint

-- Every table with a shop: rows of the transaction's shop only; where rows belong to an order, of the guest's order only.
DO $$
DECLARE t record; rule text;
BEGIN
  FOR t IN
    SELECT c.table_name,
           EXISTS (SELECT 1 FROM information_schema.columns o
                   WHERE o.table_schema = 'public' AND o.table_name = c.table_name AND o.column_name = 'order_id') AS has_order
    FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'shop_id'
  LOOP
    rule := 'shop_id = app_shop()';
    IF t.has_order THEN
      rule := rule || ' AND (app_order() IS NULL OR order_id = app_order())';
    END IF;
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t.table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t.table_name);
    EXECUTE format('CREATE POLICY tenant ON %I TO proofroom_app USING (%s) WITH CHECK (%s)', t.table_name, rule, rule);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE shops ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shops FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON shops TO proofroom_app USING (id = app_shop()) WITH CHECK (id = app_shop());
--> statement-breakpoint
-- Someone signed in sees which shops they belong to, before choosing one.
CREATE POLICY own_shops ON shops FOR SELECT TO proofroom_app
  USING (id IN (SELECT m.shop_id FROM members m WHERE m.user_id = app_user() AND m.removed_at IS NULL));
--> statement-breakpoint
CREATE POLICY own_memberships ON members FOR SELECT TO proofroom_app USING (user_id = app_user());
--> statement-breakpoint
CREATE POLICY shown_link ON links FOR SELECT TO proofroom_app USING (code = app_link());
--> statement-breakpoint
CREATE POLICY shown_invitation ON invitations FOR SELECT TO proofroom_app USING (token_hash = app_link());
--> statement-breakpoint
-- Orders have no order_id: a guest's transaction sees its own.
ALTER POLICY tenant ON orders USING (shop_id = app_shop() AND (app_order() IS NULL OR id = app_order()))
  WITH CHECK (shop_id = app_shop() AND (app_order() IS NULL OR id = app_order()));
--> statement-breakpoint
ALTER POLICY tenant ON customers
  USING (shop_id = app_shop() AND (app_order() IS NULL OR id IN (SELECT o.customer_id FROM orders o WHERE o.id = app_order())))
  WITH CHECK (shop_id = app_shop() AND (app_order() IS NULL OR id IN (SELECT o.customer_id FROM orders o WHERE o.id = app_order())));
--> statement-breakpoint

-- The journal's role is the one exception to tenancy (a batch holds rooms of several shops): the journal, what
-- belongs to it, and whether a room is open. FOR SHARE needs an update right: one harmless column.
GRANT SELECT ON rooms, journal, room_states, client_bindings TO proofroom_journal;
--> statement-breakpoint
GRANT UPDATE (epoch) ON rooms TO proofroom_journal;
--> statement-breakpoint
GRANT INSERT, DELETE, UPDATE (quarantined_at) ON journal TO proofroom_journal;
--> statement-breakpoint
GRANT INSERT, UPDATE ON room_states TO proofroom_journal;
--> statement-breakpoint
GRANT INSERT ON client_bindings TO proofroom_journal;
--> statement-breakpoint
CREATE POLICY journal_rooms ON rooms TO proofroom_journal USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY journal_rows ON journal TO proofroom_journal USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY journal_states ON room_states TO proofroom_journal USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY journal_bindings ON client_bindings TO proofroom_journal USING (true) WITH CHECK (true);
--> statement-breakpoint

-- A closed version never changes again; a sent one changes only in what happened to it.
CREATE FUNCTION keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN RAISE EXCEPTION 'a sent version is never deleted' USING ERRCODE = 'PR001'; END IF;
    RETURN OLD;
  END IF;
  IF OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'version % is closed', OLD.id USING ERRCODE = 'PR001';
  END IF;
  IF OLD.state <> 'draft' AND
     (NEW.state = 'draft' OR
      (NEW.proof_id, NEW.order_id, NEW.number, NEW.content_hash, NEW.note, NEW.sent_at)
        IS DISTINCT FROM (OLD.proof_id, OLD.order_id, OLD.number, OLD.content_hash, OLD.note, OLD.sent_at)) THEN
    RAISE EXCEPTION 'version % was sent', OLD.id USING ERRCODE = 'PR001';
  END IF;
  IF NEW.state IN ('signed', 'superseded', 'withdrawn') THEN
    NEW.closed_at := coalesce(NEW.closed_at, now());
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_version BEFORE UPDATE OR DELETE ON versions FOR EACH ROW EXECUTE FUNCTION keep_version();
--> statement-breakpoint
CREATE FUNCTION close_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE rooms SET closed_at = NEW.closed_at WHERE version_id = NEW.id AND closed_at IS NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER close_room AFTER UPDATE ON versions FOR EACH ROW
  WHEN (NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL) EXECUTE FUNCTION close_room();
--> statement-breakpoint
CREATE FUNCTION keep_room_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
    RAISE EXCEPTION 'room % is closed', OLD.name USING ERRCODE = 'PR001';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_room_closed BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION keep_room_closed();
--> statement-breakpoint

-- Pages are what the content hash names: only a draft's may change, and none moves out of a version that was sent.
-- The versions are held, so that none is sent between this look and the commit.
CREATE FUNCTION keep_pages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched uuid[] := array_remove(ARRAY[OLD.version_id, NEW.version_id], NULL);
BEGIN
  PERFORM 1 FROM versions WHERE id = ANY (touched) FOR SHARE;
  IF EXISTS (SELECT 1 FROM unnest(touched) t WHERE t NOT IN (SELECT id FROM versions WHERE state = 'draft' AND id = ANY (touched))) THEN
    RAISE EXCEPTION 'pages of a sent version never change' USING ERRCODE = 'PR002';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_pages BEFORE INSERT OR UPDATE OR DELETE ON pages FOR EACH ROW EXECUTE FUNCTION keep_pages();
--> statement-breakpoint

CREATE FUNCTION never_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'PR003';
END $$;
--> statement-breakpoint
CREATE TRIGGER never_rewrite BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION never_rewrite();
--> statement-breakpoint
CREATE TRIGGER never_rewrite BEFORE UPDATE OR DELETE ON snapshots FOR EACH ROW EXECUTE FUNCTION never_rewrite();
--> statement-breakpoint
CREATE TRIGGER never_rewrite BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION never_rewrite();
--> statement-breakpoint

-- A request keeps its number and what was asked; only its state moves.
CREATE FUNCTION keep_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.number, NEW.proof_id, NEW.version_id, NEW.decision_id, NEW.entry)
       IS DISTINCT FROM (OLD.number, OLD.proof_id, OLD.version_id, OLD.decision_id, OLD.entry) THEN
    RAISE EXCEPTION 'a change request is kept as it was asked' USING ERRCODE = 'PR003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_request BEFORE UPDATE OR DELETE ON change_requests FOR EACH ROW EXECUTE FUNCTION keep_request();
