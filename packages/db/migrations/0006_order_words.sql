-- A text as search and lists read it: lower case, without accents, wide and curled forms as plain ones. "8 × 10" is
-- "8 x 10". One function for what is written and for what is asked, so that they cannot differ.
CREATE FUNCTION plain_text(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(replace(replace(replace(
    regexp_replace(lower(normalize(given, NFKD)), '[\u0300-\u036f]', '', 'g'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'øłđıħ×’', 'oldihx''')
$$;
--> statement-breakpoint
-- The words of a text: what stands between spaces, and its tails after every sign in it, so that
-- "ruth@example.com" is found by "ruth", "example" and "com". Of very long ones a beginning; the same one may come twice.
CREATE FUNCTION words_of(given text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 8 AS $$
  SELECT left(substr(token, regexp_instr(token, '(^|[^[:alnum:]])([[:alnum:]])', 1, n, 0, '', 2)), 40)
  FROM regexp_split_to_table(plain_text(given), '\s+') token,
    generate_series(1, regexp_count(token, '(^|[^[:alnum:]])[[:alnum:]]')) n
$$;
--> statement-breakpoint
-- The words somebody typed: each must be the beginning of a word of the order. Signs before a word are not looked for.
CREATE FUNCTION words_asked(given text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT left(word, 40)), '{}')
  FROM regexp_split_to_table(plain_text(given), '\s+') token, regexp_replace(token, '^[^[:alnum:]]+', '') word
  WHERE word <> ''
$$;
--> statement-breakpoint
CREATE TABLE "order_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"shop_id" uuid NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"member_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_words" (
	"shop_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"word" text COLLATE "C" NOT NULL,
	CONSTRAINT "order_words_order_id_word_pk" PRIMARY KEY("order_id","word")
);
--> statement-breakpoint
DROP INDEX "customers_shop_id_name_index";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "sort_name" text COLLATE "C" GENERATED ALWAYS AS (plain_text(name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "order_views" ADD CONSTRAINT "order_views_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_views" ADD CONSTRAINT "order_views_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_words" ADD CONSTRAINT "order_words_shop_id_shops_id_fk" FOREIGN KEY ("shop_id") REFERENCES "public"."shops"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_words" ADD CONSTRAINT "order_words_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_views_shop_id_created_at_index" ON "order_views" USING btree ("shop_id","created_at");--> statement-breakpoint
CREATE INDEX "order_words_word" ON "order_words" USING btree ("shop_id","word","order_id");--> statement-breakpoint
CREATE INDEX "customers_by_name" ON "customers" USING btree ("shop_id","sort_name","id");--> statement-breakpoint
CREATE INDEX "orders_by_placed" ON "orders" USING btree ("shop_id","placed_at","id");--> statement-breakpoint
CREATE INDEX "orders_by_due" ON "orders" USING btree ("shop_id","due_on","id");--> statement-breakpoint
CREATE INDEX "orders_of_customer" ON "orders" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "orders_promised" ON "orders" USING btree ("shop_id") WHERE promised_at is not null;--> statement-breakpoint

-- One customer an address. Whoever came first stays, with the name they gave first; their later orders join them.
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE customers NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE order_items NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE personalizations NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shipments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE customers SET email = nullif(lower(trim(email)), '') WHERE email IS DISTINCT FROM nullif(lower(trim(email)), '');
--> statement-breakpoint
CREATE TEMPORARY TABLE same_customers ON COMMIT DROP AS
  SELECT id, first_value(id) OVER (PARTITION BY shop_id, email ORDER BY created_at, id) AS first_id
  FROM customers WHERE email IS NOT NULL;
--> statement-breakpoint
UPDATE orders o SET customer_id = same.first_id FROM same_customers same
WHERE same.id = o.customer_id AND same.first_id <> same.id;
--> statement-breakpoint
DELETE FROM customers c USING same_customers same WHERE same.id = c.id AND same.first_id <> same.id;
--> statement-breakpoint
CREATE UNIQUE INDEX "customers_email" ON "customers" USING btree ("shop_id","email");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_email_lower" CHECK (email = lower(email));--> statement-breakpoint

-- Everything of an order that is searched.
CREATE FUNCTION order_texts(wanted uuid[]) RETURNS TABLE (shop_id uuid, order_id uuid, said text) LANGUAGE sql STABLE AS $$
  SELECT o.shop_id, o.id, concat_ws(' ', o.label, o.title, array_to_string(o.tags, ' '), c.name, c.email)
  FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.id = ANY (wanted)
  UNION ALL SELECT i.shop_id, i.order_id, i.title FROM order_items i WHERE i.order_id = ANY (wanted)
  UNION ALL SELECT p.shop_id, p.order_id, p.value FROM personalizations p WHERE p.order_id = ANY (wanted)
  UNION ALL SELECT s.shop_id, s.order_id, s.tracking FROM shipments s WHERE s.order_id = ANY (wanted)
$$;
--> statement-breakpoint
CREATE FUNCTION read_order_words(changed uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM order_words old WHERE old.order_id = ANY (changed)
    AND NOT EXISTS (SELECT FROM order_texts(changed) t, words_of(t.said) word
      WHERE t.order_id = old.order_id AND word = old.word);
  INSERT INTO order_words (shop_id, order_id, word)
    SELECT DISTINCT t.shop_id, t.order_id, word FROM order_texts(changed) t, words_of(t.said) word
    ON CONFLICT DO NOTHING;
$$;
--> statement-breakpoint
INSERT INTO order_words (shop_id, order_id, word)
  SELECT DISTINCT t.shop_id, t.order_id, word
  FROM order_texts((SELECT array_agg(id) FROM orders)) t, words_of(t.said) word;
--> statement-breakpoint
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE order_items FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE personalizations FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE shipments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint

-- Words are kept by whatever changes a text, in its own transaction. What comes in only adds words, all rows of a
-- statement at once; what changes or goes has its orders read anew.
CREATE FUNCTION add_order_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'orders' THEN
      -- Held, so that whoever renames one just now sees these orders, or is seen here.
      PERFORM 1 FROM added o JOIN customers c ON c.id = o.customer_id ORDER BY c.id FOR SHARE OF c;
      INSERT INTO order_words (shop_id, order_id, word)
        SELECT DISTINCT o.shop_id, o.id, word FROM added o JOIN customers c ON c.id = o.customer_id,
          words_of(concat_ws(' ', o.label, o.title, array_to_string(o.tags, ' '), c.name, c.email)) word
        ON CONFLICT DO NOTHING;
    WHEN 'order_items' THEN
      INSERT INTO order_words (shop_id, order_id, word)
        SELECT DISTINCT i.shop_id, i.order_id, word FROM added i, words_of(i.title) word ON CONFLICT DO NOTHING;
    WHEN 'personalizations' THEN
      INSERT INTO order_words (shop_id, order_id, word)
        SELECT DISTINCT p.shop_id, p.order_id, word FROM added p, words_of(p.value) word ON CONFLICT DO NOTHING;
    WHEN 'shipments' THEN
      INSERT INTO order_words (shop_id, order_id, word)
        SELECT DISTINCT s.shop_id, s.order_id, word FROM added s, words_of(s.tracking) word ON CONFLICT DO NOTHING;
  END CASE;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION reread_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM read_order_words((SELECT array_agg(DISTINCT order_id) FROM removed));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION reread_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'orders' THEN PERFORM read_order_words(ARRAY[NEW.id]);
    WHEN 'customers' THEN
      PERFORM read_order_words((SELECT array_agg(id) FROM orders WHERE customer_id = NEW.id));
    ELSE PERFORM read_order_words(ARRAY[NEW.order_id]);
  END CASE;
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE t record;
BEGIN
  FOR t IN SELECT * FROM (VALUES
    ('orders', 'label, title, tags, customer_id',
      '(OLD.label, OLD.title, OLD.tags, OLD.customer_id) IS DISTINCT FROM (NEW.label, NEW.title, NEW.tags, NEW.customer_id)'),
    ('customers', 'name, email', '(OLD.name, OLD.email) IS DISTINCT FROM (NEW.name, NEW.email)'),
    ('order_items', 'title', 'OLD.title IS DISTINCT FROM NEW.title'),
    ('personalizations', 'value', 'OLD.value IS DISTINCT FROM NEW.value'),
    ('shipments', 'tracking', 'OLD.tracking IS DISTINCT FROM NEW.tracking')) AS x (name, columns, differs)
  LOOP
    EXECUTE format('CREATE TRIGGER words_changed AFTER UPDATE OF %s ON %I FOR EACH ROW WHEN (%s)
      EXECUTE FUNCTION reread_changed()', t.columns, t.name, t.differs);
    IF t.name <> 'customers' THEN
      EXECUTE format('CREATE TRIGGER words_added AFTER INSERT ON %I REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION add_order_words()', t.name);
    END IF;
    IF t.name IN ('order_items', 'personalizations', 'shipments') THEN
      EXECUTE format('CREATE TRIGGER words_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION reread_removed()', t.name);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint

GRANT SELECT, INSERT, DELETE ON order_words TO proofroom_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON order_views TO proofroom_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['order_words', 'order_views'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY tenant ON order_words TO proofroom_app
  USING (shop_id = app_shop() AND (app_order() IS NULL OR order_id = app_order()))
  WITH CHECK (shop_id = app_shop() AND (app_order() IS NULL OR order_id = app_order()));
--> statement-breakpoint
CREATE POLICY tenant ON order_views TO proofroom_app
  USING (shop_id = app_shop() AND app_order() IS NULL) WITH CHECK (shop_id = app_shop() AND app_order() IS NULL);
