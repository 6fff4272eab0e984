/** Ends the program with a sentence that its user can act on. */
export class Stop extends Error {}
