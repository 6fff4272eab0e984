import {
  ChangeRoleInput,
  DoneDto,
  InvitationDto,
  InviteInput,
  MemberDto,
  NewInvitationDto,
  ShopDto,
  UpdateShopInput,
} from '@proofroom/contract'
import { z } from 'zod'
import { managers, owners, staff } from '../platform/policy.ts'
import { route, slice } from '../platform/route.ts'
import { invite, revokeInvitation } from './invitations.ts'
import { changeRole, listMembers, removeMember } from './members.ts'
import { getShop, updateShop } from './shops.ts'

const done = { done: true } as const

/** The shop itself and who works in it. */
export const shopRoutes = () =>
  slice()
    .openapi(
      route({ method: 'get', path: '/api/s/{shop}', access: staff, answer: ShopDto, tag: 'Shop', summary: 'The shop' }),
      async (c) => c.json(await getShop(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: '/api/s/{shop}',
        access: owners,
        body: UpdateShopInput,
        answer: ShopDto,
        tag: 'Shop',
        summary: 'Change the shop',
      }),
      async (c) => c.json(await updateShop(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/members',
        access: managers,
        answer: z.object({ members: z.array(MemberDto), invitations: z.array(InvitationDto) }),
        tag: 'Shop',
        summary: 'Who works here',
      }),
      async (c) => c.json(await listMembers(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: '/api/s/{shop}/members/{member}',
        access: owners,
        body: ChangeRoleInput,
        answer: MemberDto,
        tag: 'Shop',
        summary: 'Give a member another role',
      }),
      async (c) => c.json(await changeRole(c.var.ctx, c.req.valid('param').member, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'delete',
        path: '/api/s/{shop}/members/{member}',
        access: owners,
        answer: DoneDto,
        tag: 'Shop',
        summary: 'Remove a member',
      }),
      async (c) => {
        await removeMember(c.var.ctx, c.req.valid('param').member)
        return c.json(done, 200)
      },
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/invitations',
        access: owners,
        body: InviteInput,
        answer: NewInvitationDto,
        status: 201,
        tag: 'Shop',
        summary: 'Invite someone by link',
      }),
      async (c) => c.json(await invite(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'delete',
        path: '/api/s/{shop}/invitations/{invitation}',
        access: owners,
        answer: DoneDto,
        tag: 'Shop',
        summary: 'Withdraw an invitation',
      }),
      async (c) => {
        await revokeInvitation(c.var.ctx, c.req.valid('param').invitation)
        return c.json(done, 200)
      },
    )
