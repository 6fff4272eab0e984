import type { PageDto } from '@proofroom/contract'
import { cropAround } from './marks.ts'

type Props = { mark: { shape: string | null; geometry: unknown }; page: PageDto; w: number; h: number }

/** The place of a mark, cut out of the mockup. */
export function MarkCrop({ mark, page, w, h }: Props) {
  const { width, left, top } = cropAround(mark, page.picture, { w, h })
  return (
    <span className="crop" style={{ width: w, height: h }}>
      <img src={page.picture.preview} alt="" style={{ width, left, top }} />
    </span>
  )
}
