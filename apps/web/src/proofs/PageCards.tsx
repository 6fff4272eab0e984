import type { PageDto } from '@proofroom/contract'
import { ArrowLeft, ArrowRight, X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { moved } from './page-order.ts'

type PageCardsProps = {
  pages: PageDto[]
  onChange: (pages: PageDto[]) => Promise<void>
  onRemove: (page: PageDto) => void
}

/** The draft's pages in their order: drag a card, or use its arrows; write its name beneath. */
export function PageCards({ pages, onChange, onRemove }: PageCardsProps) {
  const { t } = useTranslation('proofs')
  const [dragged, setDragged] = useState<number | null>(null)
  const [target, setTarget] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const names = useId()
  const move = (from: number, to: number) => {
    const page = pages[from]
    if (!page || from === to || to < 0 || to >= pages.length) return
    void onChange(moved(pages, from, to))
    setSaid(t('draft.movedTo', { name: page.name, place: to + 1, count: pages.length }))
  }
  const drop = (to: number) => {
    if (dragged !== null) move(dragged, to)
    setDragged(null)
    setTarget(null)
  }
  return (
    <>
      <datalist id={names}>
        {(['front', 'back', 'detail', 'inside'] as const).map((name) => (
          <option key={name} value={t(`draft.names.${name}`)} />
        ))}
      </datalist>
      <ol className="pg-list">
        {pages.map((page, index) => (
          <li
            key={page.id}
            className={`pg${dragged === index ? ' is-dragged' : ''}${target === index && dragged !== index ? ' is-target' : ''}`}
            draggable
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              setDragged(index)
            }}
            onDragEnter={() => dragged !== null && setTarget(index)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={() => drop(index)}
            onDragEnd={() => drop(dragged ?? index)}
          >
            <span className="pg-pic">
              <img
                src={page.picture.preview}
                alt=""
                width={page.picture.width}
                height={page.picture.height}
                draggable={false}
              />
            </span>
            <PageName
              key={page.name}
              page={page}
              list={names}
              onName={(name) => void onChange(pages.map((one) => (one.id === page.id ? { ...one, name } : one)))}
            />
            <div className="pg-acts">
              {pages.length > 1 ? (
                <>
                  <Button
                    size="sm"
                    look="quiet"
                    icon
                    isDisabled={index === 0}
                    onPress={() => move(index, index - 1)}
                    aria-label={t('draft.earlier', { name: page.name })}
                  >
                    <Icon of={ArrowLeft} size={16} />
                  </Button>
                  <span className="c3 t12 num">{t('draft.place', { place: index + 1, count: pages.length })}</span>
                  <Button
                    size="sm"
                    look="quiet"
                    icon
                    isDisabled={index === pages.length - 1}
                    onPress={() => move(index, index + 1)}
                    aria-label={t('draft.later', { name: page.name })}
                  >
                    <Icon of={ArrowRight} size={16} />
                  </Button>
                </>
              ) : null}
              <span className="sp" />
              <Button
                size="sm"
                look="quiet"
                icon
                onPress={() => onRemove(page)}
                aria-label={t('draft.removePage', { name: page.name })}
              >
                <Icon of={X} size={16} />
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <p className="sr" role="status">
        {said}
      </p>
    </>
  )
}

function PageName({ page, list, onName }: { page: PageDto; list: string; onName: (name: string) => void }) {
  const { t } = useTranslation('proofs')
  const [name, setName] = useState(page.name)
  const leave = () => {
    const wanted = name.trim()
    if (wanted === '') setName(page.name)
    else if (wanted !== page.name) onName(wanted)
  }
  return (
    <input
      className="in in-quiet"
      value={name}
      list={list}
      maxLength={80}
      aria-label={t('draft.nameOf', { name: page.fileName })}
      onChange={(event) => setName(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}
