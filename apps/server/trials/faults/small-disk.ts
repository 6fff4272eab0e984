import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEGABYTES = 500
const CHUNKS = [1024 * 1024, 4_096, 1]

/** A folder on a disk of its own in memory, small enough to be filled. */
export class SmallDisk {
  readonly folder: string
  readonly #ballast: string

  private constructor(folder: string) {
    this.folder = folder
    this.#ballast = join(folder, 'ballast')
  }

  /** Null where this account may not mount anything. */
  static mount(): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'proofroom-disk-'))
    try {
      const options = ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=755`, 'tmpfs', folder]
      execFileSync('mount', options, { stdio: 'ignore' })
      return new SmallDisk(folder)
    } catch {
      rmSync(folder, { recursive: true, force: true })
      return null
    }
  }

  /** To the last byte. */
  fill(): void {
    const file = openSync(this.#ballast, 'a')
    for (const size of CHUNKS) {
      const chunk = Buffer.alloc(size)
      try {
        while (writeSync(file, chunk) === size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    }
    closeSync(file)
  }

  empty(): void {
    rmSync(this.#ballast, { force: true })
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' })
    rmSync(this.folder, { recursive: true, force: true })
  }
}
