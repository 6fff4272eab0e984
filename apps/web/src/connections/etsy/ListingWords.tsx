import { EtsyListingChange, type EtsyListingPageDto, type EtsyListingWords } from '@proofroom/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type FieldError, type UseFormReturn, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../api.ts'
import { useShop } from '../../identity/shop.ts'
import { Button } from '../../ui/Button.tsx'
import { AreaField, Field } from '../../ui/Field.tsx'
import { schemaResolver } from '../../ui/form.ts'
import { sentenceOf, Told } from '../../ui/Told.tsx'
import { toast } from '../../ui/toasts.ts'
import { changeListing, listingQuery, liveKey } from './listing-api.ts'
import { changeOf, differing, formOf, listOf, type WordsForm, wordsOf } from './listing-words.ts'

/** Title, description, tags and materials. What somebody changes at Etsy meanwhile is shown, and never overwritten. */
export function ListingWords({ page }: { page: EtsyListingPageDto }) {
  const { t } = useTranslation('etsy')
  const { form, seen, clash, problem, submit, begin, goOn } = useWords(page)
  const off = !page.can.edit.allowed
  const { errors, isSubmitting, isDirty } = form.formState
  const [title, tags, materials] = form.watch(['title', 'tags', 'materials'])
  return (
    <form className="es-words" aria-label={t('edit.words')} onSubmit={submit} noValidate>
      {clash ? <Clash seen={seen} now={clash} onTake={() => begin(clash)} onKeep={goOn} /> : null}
      {problem ? <Told title={problem} /> : null}
      <fieldset className="es-fields" disabled={off} inert={isSubmitting}>
        <Field
          label={t('edit.title')}
          hint={t('edit.titleHint', { count: title.trim().length })}
          {...form.register('title')}
          error={errors.title?.message}
        />
        <AreaField
          label={t('edit.description')}
          rows={9}
          {...form.register('description')}
          error={errors.description?.message}
        />
        <Field
          label={t('edit.tags')}
          hint={t('edit.tagsHint', { count: listOf(tags).length })}
          {...form.register('tags')}
          error={firstOf(errors.tags)}
        />
        <Field
          label={t('edit.materials')}
          hint={t('edit.materialsHint', { count: listOf(materials).length })}
          {...form.register('materials')}
          error={firstOf(errors.materials)}
        />
      </fieldset>
      {off ? null : (
        <div className="es-acts">
          <Button type="submit" look="ink" isPending={isSubmitting} isDisabled={!isDirty || clash !== null}>
            {t('edit.save')}
          </Button>
          {isDirty && !clash ? (
            <Button look="quiet" onPress={() => begin(seen)}>
              {t('edit.discard')}
            </Button>
          ) : null}
        </div>
      )}
    </form>
  )
}

/** Of a list, the sentence about the first of its words that is wrong. */
function firstOf(error: FieldError | undefined): string | undefined {
  if (!error) return undefined
  if (error.message) return error.message
  return Object.values(error).find((one): one is FieldError => typeof one === 'object' && one !== null)?.message
}

/** What was seen stays what it was until somebody decides: what Etsy says by now stands beside it. */
function useWords(page: EtsyListingPageDto) {
  const { t } = useTranslation(['etsy', 'ui'])
  const { shop } = useShop()
  const client = useQueryClient()
  const id = page.listing.listingId
  const [seen, setSeen] = useState(() => wordsOf(page))
  const [clash, setClash] = useState<EtsyListingWords | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const form: UseFormReturn<WordsForm, unknown, EtsyListingChange> = useForm<WordsForm, unknown, EtsyListingChange>({
    defaultValues: formOf(seen),
    resolver: schemaResolver(EtsyListingChange, (values) => changeOf(seen, values)),
  })
  const begin = (words: EtsyListingWords) => {
    setSeen(words)
    setClash(null)
    setProblem(null)
    form.reset(formOf(words))
  }
  const readAgain = async () => {
    await client.invalidateQueries({ queryKey: [...liveKey(shop.code), 'listings'] })
    return wordsOf(await client.fetchQuery({ ...listingQuery(shop.code, id), staleTime: 0 }))
  }
  const newest = wordsOf(page)
  const { isDirty } = form.formState
  const isOther = !isDirty && !clash && differing(seen, newest).length > 0
  // Untouched, it follows what Etsy says.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it says something else
  useEffect(() => {
    if (isOther) begin(newest)
  }, [isOther, JSON.stringify(newest)])
  const submit = form.handleSubmit(async (change) => {
    setProblem(null)
    if (Object.keys(change).length === 0) return begin(seen)
    try {
      await changeListing(shop.code, id, { seen, change })
      toast(t('edit.saved'))
      begin(await readAgain())
    } catch (error) {
      const isOther = error instanceof ApiProblem && error.code === 'etsy.listing_changed'
      const now = isOther ? await readAgain().catch(() => null) : null
      if (now) setClash(now)
      else setProblem(sentenceOf(error, t('ui:failed.unknown')))
    }
  })
  /** The fields stay as they are; only what they are compared with is newer. */
  const goOn = () => {
    if (!clash) return
    const mine = form.getValues()
    const untouched = differing(seen, clash).filter((field) => mine[field] === formOf(seen)[field])
    form.reset(formOf(clash))
    for (const field of Object.keys(mine) as (keyof WordsForm)[])
      if (!untouched.includes(field)) form.setValue(field, mine[field], { shouldDirty: true })
    setSeen(clash)
    setClash(null)
  }
  return { form, seen, clash, problem, submit, begin, goOn }
}

type ClashProps = { seen: EtsyListingWords; now: EtsyListingWords; onTake: () => void; onKeep: () => void }

function Clash({ seen, now, onTake, onKeep }: ClashProps) {
  const { t } = useTranslation('etsy')
  return (
    <div className="es-clash" role="alert">
      <p className="w6">{t('edit.clash')}</p>
      <p className="c2">{t('edit.clashLead')}</p>
      <dl>
        {differing(seen, now).map((field) => (
          <div key={field}>
            <dt className="t13 c2">{t(`edit.${field}`)}</dt>
            <dd>{formOf(now)[field] || t('edit.nothing')}</dd>
          </div>
        ))}
      </dl>
      <div className="es-acts">
        <Button onPress={onTake}>{t('edit.takeTheirs')}</Button>
        <Button look="quiet" onPress={onKeep}>
          {t('edit.keepMine')}
        </Button>
      </div>
    </div>
  )
}
