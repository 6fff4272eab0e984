import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { toCsv } from './csv.ts'
import type { Exported } from './gather.ts'
import { FORMATS, type Format, type Options } from './options.ts'
import { Stop } from './stop.ts'

const textOf = (exported: Exported, format: Format): string =>
  format === 'csv' ? toCsv(exported) : `${JSON.stringify(exported, null, 2)}\n`

/** To standard output, or into files whose names it answers. `from` is where the command was given. */
export async function write(
  exported: Exported,
  { format, out }: Pick<Options, 'format' | 'out'>,
  from: string,
): Promise<string[]> {
  if (format && out === null) {
    process.stdout.write(textOf(exported, format))
    return []
  }
  const folder = resolve(from, out ?? '.')
  const files = (format ? [format] : FORMATS).map((one) => ({
    path: join(folder, fileName(exported, one)),
    text: textOf(exported, one),
  }))
  try {
    await mkdir(folder, { recursive: true })
    for (const { path, text } of files) await writeFile(path, text)
  } catch (error) {
    throw new Stop(`Nothing could be written into ${folder}: ${(error as Error).message}`)
  }
  return files.map(({ path }) => path)
}

/** An order's label is the shop's own text; a file's name is not. */
const fileName = ({ proof, version }: Exported, format: Format): string =>
  `proof-${proof.order.replace(/[^\p{L}\p{N}_-]+/gu, '-')}-version-${version.number}.${format}`
