import type { PageDto } from '@proofroom/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { pinSpot } from '../../ui/pin-spot.ts'
import { Ink } from './Ink.tsx'
import { MarkPin } from './MarkPin.tsx'
import type { StageProps } from './stage-props.ts'

type Props = Pick<StageProps, 'version' | 'proof' | 'threads' | 'selected' | 'onSelect' | 'ghost'> & {
  /** A tap on a page brings it closer. */
  onNearer: (index: number) => void
}

/** Every page below the other, fitted to the width; what the server painted first, with the marks on top. */
export function PageStack({ version, proof, threads, selected, onSelect, ghost, onNearer }: Props) {
  const { t } = useTranslation('customer')
  const stack = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!selected) return
    const pin = stack.current?.querySelector(`[data-key="${CSS.escape(selected)}"]`)
    pin?.scrollIntoView({ block: 'center', behavior: reduced() ? 'instant' : 'smooth' })
  }, [selected])
  const picture = (page: PageDto, index: number) => {
    const older = ghost?.pages[index]
    return (
      <figure key={page.id} className="cu-page">
        <div className="cu-sheet">
          <img
            src={page.picture.preview}
            width={page.picture.width}
            height={page.picture.height}
            decoding={index === 0 ? 'sync' : 'async'}
            alt={t('look.page_alt', { page: page.name, number: version.number })}
          />
          <button
            type="button"
            className="cu-nearer"
            aria-label={t('look.closer', { page: page.name })}
            onClick={() => onNearer(index)}
          />
          {ghost && (
            <div className="cu-ghost">
              {older ? (
                <img src={older.picture.preview} alt={t('changes.older_alt', { number: ghost.number })} />
              ) : null}
            </div>
          )}
          {!ghost && <Ink page={page} threads={threads} people={proof.people} selected={selected} />}
          {threads.map((item) => {
            if (item.page !== page.id || !item.mark || ghost) return null
            const spot = pinSpot(item.mark)
            if (!spot) return null
            return (
              <MarkPin
                key={item.key}
                item={item}
                people={proof.people}
                selected={item.key === selected}
                spot={spot}
                onSelect={onSelect}
              />
            )
          })}
        </div>
        <figcaption>{ghost ? t('changes.page_of', { page: page.name, number: ghost.number }) : page.name}</figcaption>
      </figure>
    )
  }
  return (
    <div ref={stack} className="cu-stack">
      {version.pages.map(picture)}
    </div>
  )
}

const reduced = () => matchMedia('(prefers-reduced-motion: reduce)').matches
