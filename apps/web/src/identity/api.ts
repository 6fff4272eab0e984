import type {
  AcceptInvitationInput,
  ChangeRoleInput,
  InvitationDto,
  InvitationPreviewDto,
  InviteInput,
  MeDto,
  MemberDto,
  NewInvitationDto,
  ResetPasswordInput,
  SessionDto,
  ShopDto,
  SignInInput,
  SignUpInput,
  SiteDto,
  UpdateShopInput,
} from '@proofroom/contract'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const siteQuery = queryOptions({
  queryKey: ['site'],
  queryFn: ({ signal }) => api.get<SiteDto>('/api/site', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<MeDto>('/api/me', { signal }),
  staleTime: 60_000,
  retry: false,
})

export const mySessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => api.get<{ sessions: SessionDto[] }>('/api/me/sessions', { signal }),
})

export const membersQuery = (shop: string) =>
  queryOptions({
    queryKey: ['s', shop, 'members'],
    queryFn: ({ signal }) =>
      api.get<{ members: MemberDto[]; invitations: InvitationDto[] }>(`/api/s/${shop}/members`, { signal }),
  })

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<InvitationPreviewDto>(`/api/invitations/${token}`, { signal }),
    retry: false,
  })

export const signUp = (input: SignUpInput) => api.post<MeDto>('/api/auth/sign-up', input)
export const signIn = (input: SignInInput) => api.post<MeDto>('/api/auth/sign-in', input)
export const signInToDemo = () => api.post<MeDto>('/api/auth/demo')
export const signOut = () => api.post('/api/auth/sign-out')
export const askPasswordReset = (email: string) => api.post('/api/auth/password-reset', { email })
export const resetPassword = (input: ResetPasswordInput) => api.put('/api/auth/password-reset', input)
export const acceptInvitation = (token: string, input: AcceptInvitationInput) =>
  api.post<MeDto>(`/api/invitations/${token}`, input)

export const endSession = (session: string) => api.delete(`/api/me/sessions/${session}`)
export const updateShop = (shop: string, input: UpdateShopInput) => api.patch<ShopDto>(`/api/s/${shop}`, input)
export const changeRole = (shop: string, member: string, input: ChangeRoleInput) =>
  api.patch<MemberDto>(`/api/s/${shop}/members/${member}`, input)
export const removeMember = (shop: string, member: string) => api.delete(`/api/s/${shop}/members/${member}`)
export const invite = (shop: string, input: InviteInput) =>
  api.post<NewInvitationDto>(`/api/s/${shop}/invitations`, input)
export const withdrawInvitation = (shop: string, invitation: string) =>
  api.delete(`/api/s/${shop}/invitations/${invitation}`)
