CREATE TABLE "journal_history" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"room" text NOT NULL,
	"shop_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"actor_id" uuid NOT NULL,
	"payload" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "room_states" ADD COLUMN "state_vector" "bytea";--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "epoch" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "journal_history" ADD CONSTRAINT "journal_history_room_rooms_name_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "journal_history_room_seq_index" ON "journal_history" USING btree ("room","seq");--> statement-breakpoint

-- History is written by compaction and read by the shop; nobody changes it.
GRANT SELECT ON journal_history TO proofroom_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON journal_history TO proofroom_journal;
--> statement-breakpoint
ALTER TABLE journal_history ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE journal_history FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant ON journal_history TO proofroom_app USING (shop_id = app_shop()) WITH CHECK (shop_id = app_shop());
--> statement-breakpoint
CREATE POLICY journal_past ON journal_history TO proofroom_journal USING (true) WITH CHECK (true);
--> statement-breakpoint
-- A fresh document brings client ids of its own.
GRANT DELETE ON client_bindings TO proofroom_journal;
