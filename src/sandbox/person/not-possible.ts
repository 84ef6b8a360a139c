/** Thrown when a person tries what the client would not let them do. */
export class NotPossible extends Error {}
