import type { PictureDto } from '@proofroom/contract'

/** The longest side of the first picture to come; see the contract's PictureDto. */
const PREVIEW = 1600

export type Picture = {
  /** The best that is here for so many device pixels, or null; asks for a better one when it is worth it. */
  bestFor(width: number): HTMLImageElement | null
}

/** The preview first, for a quick start; the large one only once somebody looks closer than the preview is fine. */
export function createPicture(picture: PictureDto, onLoad: () => void): Picture {
  const longest = Math.max(picture.width, picture.height)
  const previewWidth = (picture.width / longest) * Math.min(PREVIEW, longest)
  let preview: HTMLImageElement | null = null
  let shown: HTMLImageElement | null = null
  let asked = false
  load(picture.preview, (image) => {
    preview = image
    onLoad()
  })
  return {
    bestFor(width) {
      if (!asked && previewWidth < picture.width && width > previewWidth * 1.15) {
        asked = true
        load(picture.shown, (image) => {
          shown = image
          onLoad()
        })
      }
      return shown ?? preview
    },
  }
}

function load(url: string, onLoad: (image: HTMLImageElement) => void): void {
  const image = new Image()
  image.decoding = 'async'
  image.onload = () => onLoad(image)
  image.src = url
}
