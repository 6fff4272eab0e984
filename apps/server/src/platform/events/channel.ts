/** Where processes hear which shop has news: the payload is its id, the news is in the outbox. */
export const EVENT_CHANNEL = 'proofroom_events'
