import {
  AcceptInvitationInput,
  AskPasswordResetInput,
  CreateShopInput,
  DoneDto,
  InvitationPreviewDto,
  MeDto,
  MembershipDto,
  ResetPasswordInput,
  SessionDto,
  SignInInput,
  SignUpInput,
  SiteDto,
} from '@proofroom/contract'
import type { Context as HonoContext } from 'hono'
import { z } from 'zod'
import type { User } from '../platform/actor.ts'
import { anyone, signedIn } from '../platform/policy.ts'
import { type Env, route, slice } from '../platform/route.ts'
import { addShop, describeMe, findDemoUser, type ShopBeginning, signIn, signInToDemo, signUp } from './accounts.ts'
import { findSession } from './actors.ts'
import { acceptInvitation, previewInvitation } from './invitations.ts'
import { endSession, listSessions } from './own-sessions.ts'
import { askPasswordReset, resetPassword } from './password-reset.ts'
import type { openSessions } from './sessions.ts'

type Sessions = ReturnType<typeof openSessions>
const done = { done: true } as const

/** People: signing up, in and out, passwords, invitations. */
export function accountRoutes(sessions: Sessions, furnish: ShopBeginning) {
  const begin = async (c: HonoContext<Env>, { userId }: { userId: string }) => {
    const { ctx } = c.var
    const session = await sessions.createSession(userId, { device: ctx.device, publicId: '' })
    c.header('Set-Cookie', sessions.createSessionCookie(session.id).serialize())
    return describeMe(ctx, userId)
  }
  const signedInUser = async (c: HonoContext<Env>) =>
    (await findSession(sessions, c.req.header('cookie') ?? ''))?.userId ?? null

  return slice()
    .openapi(
      route({
        method: 'get',
        path: '/api/site',
        access: anyone,
        answer: SiteDto,
        tag: 'Account',
        summary: 'What this installation offers',
      }),
      async (c) => {
        const { config, mail } = c.var.platform
        const demo = (await findDemoUser(c.var.ctx)) !== undefined
        return c.json({ signup: config.signup, demo, mail: mail.available }, 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/auth/sign-up',
        access: anyone,
        body: SignUpInput,
        answer: MeDto,
        limit: 'signUp',
        tag: 'Account',
        summary: 'Sign up, with a new shop',
      }),
      async (c) => c.json(await begin(c, await signUp(c.var.ctx, c.req.valid('json'), furnish)), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/auth/sign-in',
        access: anyone,
        body: SignInInput,
        answer: MeDto,
        limit: 'signIn',
        tag: 'Account',
        summary: 'Sign in',
      }),
      async (c) => c.json(await begin(c, await signIn(c.var.ctx, c.req.valid('json'))), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/auth/demo',
        access: anyone,
        answer: MeDto,
        tag: 'Account',
        summary: 'Open the demo shop',
      }),
      async (c) => c.json(await begin(c, await signInToDemo(c.var.ctx)), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/auth/sign-out',
        access: anyone,
        answer: DoneDto,
        tag: 'Account',
        summary: 'Sign out here',
      }),
      async (c) => {
        const session = await findSession(sessions, c.req.header('cookie') ?? '')
        if (session) await sessions.invalidateSession(session.id)
        c.header('Set-Cookie', sessions.createBlankSessionCookie().serialize())
        return c.json(done, 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/auth/password-reset',
        access: anyone,
        body: AskPasswordResetInput,
        answer: DoneDto,
        limit: 'passwordReset',
        tag: 'Account',
        summary: 'Ask for a password reset by mail',
      }),
      async (c) => {
        await askPasswordReset(c.var.ctx, c.req.valid('json').email)
        return c.json(done, 200)
      },
    )
    .openapi(
      route({
        method: 'put',
        path: '/api/auth/password-reset',
        access: anyone,
        body: ResetPasswordInput,
        answer: DoneDto,
        limit: 'passwordReset',
        tag: 'Account',
        summary: 'Set a new password with a reset link',
      }),
      async (c) => {
        await resetPassword(c.var.ctx, sessions, c.req.valid('json'))
        return c.json(done, 200)
      },
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/invitations/{token}',
        access: anyone,
        answer: InvitationPreviewDto,
        limit: 'link',
        tag: 'Account',
        summary: 'What an invitation is to',
      }),
      async (c) => c.json(await previewInvitation(c.var.ctx, c.req.valid('param').token, await signedInUser(c)), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/invitations/{token}',
        access: anyone,
        body: AcceptInvitationInput,
        answer: MeDto,
        limit: 'link',
        tag: 'Account',
        summary: 'Accept an invitation',
      }),
      async (c) => {
        const known = await signedInUser(c)
        const { userId } = await acceptInvitation(c.var.ctx, c.req.valid('param').token, known, c.req.valid('json'))
        return c.json(known ? await describeMe(c.var.ctx, userId) : await begin(c, { userId }), 200)
      },
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/me',
        access: signedIn,
        answer: MeDto,
        tag: 'Account',
        summary: 'Who is signed in, and their shops',
      }),
      async (c) => c.json(await describeMe(c.var.ctx, (c.var.ctx.actor as User).userId), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/me/shops',
        access: signedIn,
        body: CreateShopInput,
        answer: MembershipDto,
        status: 201,
        limit: 'signUp',
        tag: 'Account',
        summary: 'Another shop of one’s own',
      }),
      async (c) => c.json(await addShop(c.var.ctx, c.var.ctx.actor as User, c.req.valid('json'), furnish), 201),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/me/sessions',
        access: signedIn,
        answer: z.object({ sessions: z.array(SessionDto) }),
        tag: 'Account',
        summary: 'Where I am signed in',
      }),
      async (c) => c.json({ sessions: await listSessions(c.var.ctx) }, 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: '/api/me/sessions/{session}',
        access: signedIn,
        answer: DoneDto,
        tag: 'Account',
        summary: 'Sign out there',
      }),
      async (c) => {
        await endSession(c.var.ctx, c.req.valid('param').session)
        return c.json(done, 200)
      },
    )
}
