const PREFIX = 'p:'

/** The room of a proof version. */
export const roomName = (versionId: string): string => `${PREFIX}${versionId}`
