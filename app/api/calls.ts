import type { Call } from './call.ts';
import { listDisputes, openDisputeCall, readOneDispute, replyToDisputeCall } from './disputes.ts';
import {
  createEndpointCall,
  deleteEndpointCall,
  listDeliveries,
  listEndpoints,
  updateEndpointCall,
} from './endpoints.ts';
import { listLeads, readOneLead, takeLead } from './leads.ts';
import { buyListingCall, listListings } from './market.ts';
import { readOfferRoom } from './offer-room.ts';
import { createOfferCall, listOffers, readOneOffer, updateOfferCall } from './offers.ts';
import { createOrderCall, listOrders, readOneOrder, updateOrderCall } from './orders.ts';
import { listNiches, readPrices, searchRegionsCall } from './reference.ts';
import { listSales, readOneSale } from './sales.ts';
import { readWalletCall } from './wallet.ts';
import { confirmErasureCall, listWithdrawals } from './withdrawals.ts';

/** Every call of the API: what is mounted, described and held against the authorisation matrix. */
export const CALLS: readonly Call[] = [
  takeLead,
  listLeads,
  readOneLead,
  createOfferCall,
  listOffers,
  readOneOffer,
  updateOfferCall,
  readOfferRoom,
  createOrderCall,
  listOrders,
  readOneOrder,
  updateOrderCall,
  createEndpointCall,
  listEndpoints,
  updateEndpointCall,
  deleteEndpointCall,
  listDeliveries,
  listListings,
  buyListingCall,
  listSales,
  readOneSale,
  openDisputeCall,
  listDisputes,
  readOneDispute,
  replyToDisputeCall,
  listWithdrawals,
  confirmErasureCall,
  readWalletCall,
  readPrices,
  listNiches,
  searchRegionsCall,
];
