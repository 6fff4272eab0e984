import type { DecisionDto, ProofDto, VersionDto } from '@proofroom/contract'
import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../../identity/shop.ts'
import { buttonClass } from '../../../ui/Button.tsx'
import { firstName, formatMoment } from '../../../ui/format.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { MoveMark } from '../../../ui/MoveMark.tsx'
import { proofPath } from '../../api.ts'
import { approvalOf } from './versions.ts'

type AgreedProps = { shop: string; proof: ProofDto; version: VersionDto }

/** What was agreed on this version, word by word, with the receipt to keep. */
export function Agreed({ shop, proof, version }: AgreedProps) {
  const { t } = useTranslation('room')
  const approval = approvalOf(proof, version)
  if (!approval) return <NotYet proof={proof} version={version} />
  return (
    <div className="agreed">
      <Stamp decision={approval} />
      {approval.readBack.length > 0 ? (
        <div className="agl">
          <h2>{t('agreed.words')}</h2>
          <ul>
            {approval.readBack.map((line) => (
              <li key={line.name}>
                <span>
                  {line.name}
                  <b>{line.value}</b>
                </span>
                <MoveMark kind="ok" />
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <a className={buttonClass()} href={`${proofPath(shop, proof.id)}/receipts/${approval.id}/pdf`}>
        <Icon of={FileText} size={16} />
        {t('agreed.receipt')}
      </a>
      <p className="t12 c3">
        {t('agreed.locked', { number: version.number })}{' '}
        <span className="num">{t('agreed.fingerprint', { hash: fingerprint(approval.contentHash) })}</span>
      </p>
    </div>
  )
}

function Stamp({ decision }: { decision: DecisionDto }) {
  const { t } = useTranslation('room')
  const { shop } = useShop()
  return (
    <div className="stampd">
      <h2>
        <MoveMark kind="ok" />
        {t('agreed.signed')}
      </h2>
      {decision.signedName ? <p className="sig">{decision.signedName}</p> : null}
      <p className="t13">
        <b>{decision.by}</b>, {formatMoment(decision.at, { timeZone: shop.timezone })}
      </p>
      {decision.intent ? <p className="t12 c2">“{decision.intent}”</p> : null}
    </div>
  )
}

function NotYet({ proof, version }: { proof: ProofDto; version: VersionDto }) {
  const { t } = useTranslation('room')
  const { shop } = useShop()
  const asked = proof.decisions.filter((one) => one.kind === 'request_changes' && one.versionId === version.id)
  return (
    <div className="agreed">
      <p className="c2">
        {t(`agreed.notYet.${version.state}`, { who: firstName(proof.customerName), number: version.number })}
      </p>
      {asked.map((one) => (
        <div key={one.id} className="note">
          <div>
            <b>{t('agreed.asked', { who: one.by })}</b>
            <p className="t12 c3">{formatMoment(one.at, { timeZone: shop.timezone })}</p>
            {one.message ? <p>{one.message}</p> : null}
          </div>
        </div>
      ))}
    </div>
  )
}

/** Enough of a hash to compare by eye. */
export const fingerprint = (hash: string): string => hash.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ')
