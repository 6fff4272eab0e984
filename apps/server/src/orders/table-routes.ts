import {
  ChangedOrdersDto,
  ChangeOrdersInput,
  CustomerDto,
  CustomerListDto,
  DueDaysDto,
  DueDaysQuery,
  ListCustomersQuery,
  OrderChoicesDto,
  OrderViewsDto,
  SaveOrderViewInput,
  UpdateCustomerInput,
} from '@proofroom/contract'
import { makers, managers, staff } from '../platform/policy.ts'
import { handmade, route, slice } from '../platform/route.ts'
import { getDueDays } from './agenda.ts'
import { changeOrders } from './bulk.ts'
import { answerWithCsv } from './csv.ts'
import { getCustomer, listCustomers, updateCustomer } from './customers.ts'
import { getChoices } from './list.ts'
import { getViews, removeView, saveView } from './views.ts'

/** Orders looked at together: the table's views and acts, customers, the calendar. */
export const tableRoutes = () =>
  slice()
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/orders/bulk',
        access: managers,
        body: ChangeOrdersInput,
        answer: ChangedOrdersDto,
        tag: 'Orders',
        summary: 'Change tags, rush or due date of many orders; each whole or not at all',
      }),
      async (c) => c.json(await changeOrders(c.var.ctx, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/order-choices',
        access: staff,
        answer: OrderChoicesDto,
        tag: 'Orders',
        summary: 'What orders can be filtered by',
      }),
      async (c) => c.json(await getChoices(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/order-views',
        access: staff,
        answer: OrderViewsDto,
        tag: 'Orders',
        summary: 'Views of the orders that somebody kept',
      }),
      async (c) => c.json(await getViews(c.var.ctx), 200),
    )
    .openapi(
      route({
        method: 'post',
        path: '/api/s/{shop}/order-views',
        access: makers,
        body: SaveOrderViewInput,
        answer: OrderViewsDto,
        status: 201,
        tag: 'Orders',
        summary: 'Keep a view',
      }),
      async (c) => c.json(await saveView(c.var.ctx, c.req.valid('json')), 201),
    )
    .openapi(
      route({
        method: 'delete',
        path: '/api/s/{shop}/order-views/{view}',
        access: makers,
        answer: OrderViewsDto,
        tag: 'Orders',
        summary: 'Remove a view',
      }),
      async (c) => c.json(await removeView(c.var.ctx, c.req.valid('param').view), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/customers',
        access: staff,
        query: ListCustomersQuery,
        answer: CustomerListDto,
        tag: 'Customers',
        summary: 'Customers, by name',
      }),
      async (c) => c.json(await listCustomers(c.var.ctx, c.req.valid('query')), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/customers/{customer}',
        access: staff,
        answer: CustomerDto,
        tag: 'Customers',
        summary: 'One customer; their orders are those of the table with `customer`',
      }),
      async (c) => c.json(await getCustomer(c.var.ctx, c.req.valid('param').customer), 200),
    )
    .openapi(
      route({
        method: 'patch',
        path: '/api/s/{shop}/customers/{customer}',
        access: managers,
        body: UpdateCustomerInput,
        answer: CustomerDto,
        tag: 'Customers',
        summary: 'Change a customer, in all of their orders',
      }),
      async (c) => c.json(await updateCustomer(c.var.ctx, c.req.valid('param').customer, c.req.valid('json')), 200),
    )
    .openapi(
      route({
        method: 'get',
        path: '/api/s/{shop}/due',
        access: staff,
        query: DueDaysQuery,
        answer: DueDaysDto,
        tag: 'Orders',
        summary: 'What is due, day by day',
      }),
      async (c) => c.json(await getDueDays(c.var.ctx, c.req.valid('query')), 200),
    )

/** The table as a file: not JSON, so declared by hand. */
export const ordersCsv = slice().get(
  '/api/s/:shop/orders.csv',
  handmade('get', '/api/s/{shop}/orders.csv', staff),
  answerWithCsv,
)
