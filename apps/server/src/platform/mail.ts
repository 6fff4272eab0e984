import { createTransport } from 'nodemailer'
import type { Config } from './config.ts'

export type Letter = { to: string; subject: string; text: string }

export type Mail = {
  /** False without SMTP_URL: then nothing claims to send, and screens say what to do instead. */
  available: boolean
  send(letter: Letter): Promise<void>
  close(): void
}

/** Plain text on purpose: it arrives everywhere and looks like a person wrote it. */
export function openMail(config: Pick<Config, 'smtpUrl' | 'mailFrom'>): Mail {
  if (!config.smtpUrl) {
    const send = () => Promise.reject(new Error('SMTP_URL is not set'))
    return { available: false, send, close() {} }
  }
  const transport = createTransport(config.smtpUrl, { from: config.mailFrom })
  return {
    available: true,
    async send(letter) {
      await transport.sendMail(letter)
    },
    close: () => transport.close(),
  }
}
