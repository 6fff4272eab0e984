/** The answer, or an error after `ms`: while the database is away its client keeps a question for as long as it takes. */
export async function answered<T>(question: PromiseLike<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not answer within ${ms} ms.`)), ms)
  })
  try {
    return await Promise.race([question, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
