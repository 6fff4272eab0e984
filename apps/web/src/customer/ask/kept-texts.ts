type Texts = Record<string, string>
const key = (versionId: string) => `proofroom.words.${versionId}`

/** Words that were typed and not sent, kept on this device. A browser without storage forgets them, nothing more. */
export const keptTexts = {
  read(versionId: string): Texts {
    try {
      return JSON.parse(localStorage.getItem(key(versionId)) ?? '{}') as Texts
    } catch {
      return {}
    }
  },
  write(versionId: string, texts: Texts): void {
    try {
      localStorage.setItem(key(versionId), JSON.stringify(texts))
    } catch {
      // Private mode or a full disk: the words stay on the screen.
    }
  },
  clear(versionId: string): void {
    try {
      localStorage.removeItem(key(versionId))
    } catch {
      // Nothing was kept.
    }
  },
}
