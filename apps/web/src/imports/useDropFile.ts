import { useEffect, useState } from 'react'

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** A file dropped anywhere on the screen. True while one is held above it. */
export function useDropFile(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const stop = new AbortController()
    let depth = 0
    const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(name, (event) => carriesFiles(event) && act(event), stop)
    on('dragover', (event) => event.preventDefault())
    on('dragenter', () => {
      depth += 1
      setOver(true)
    })
    on('dragleave', () => {
      depth -= 1
      if (depth <= 0) setOver(false)
    })
    on('drop', (event) => {
      event.preventDefault()
      depth = 0
      setOver(false)
      const [file] = event.dataTransfer?.files ?? []
      if (file) onFile(file)
    })
    return () => stop.abort()
  }, [onFile])
  return over
}
