internal import Flows
internal import SpatialFormats

extension LinkTable {
    /// The links as a graph whose costs are a weight; a length that the file leaves out counts as 0.
    ///
    /// - Throws: ``RequestError`` for a link without the weight, or without a length that is needed.
    func graph(weight: NetworkLink.Weight, lengthNeededFor need: String? = nil) throws -> RoutingGraph {
        var list: [RoutingLink] = []
        list.reserveCapacity(links.count)
        for (link, ends) in zip(links, ends) {
            guard let cost = link.weight(weight) else {
                throw RequestError(
                    .badData,
                    "\(path), link \(link.id), \(weight.rawValue): the field is empty, but routes are compared by it; fill it, "
                        + "or name another column with --weight")
            }
            if let need, link.lengthMetres == nil {
                throw RequestError(
                    .badData, "\(path), link \(link.id), length_m: the field is empty, but \(need) needs it; fill it")
            }
            list.append(
                RoutingLink(
                    id: link.id, from: ends.from, to: ends.to, cost: cost, lengthMetres: link.lengthMetres ?? 0))
        }
        do {
            return try RoutingGraph(placeIDs: placeIDs, links: list, firstThroughPlace: firstThroughPlace)
        } catch {
            throw RequestError(.badData, "\(path): \(error)")
        }
    }
}
