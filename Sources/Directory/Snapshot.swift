package import WindowsSecurity

/// A directory at one time, as far as it was read: objects with dense numbers, interned descriptors, replication
/// metadata, and the gaps. Immutable and safe to share.
///
/// Objects are numbered in the order in which the input first names them.
package final class Snapshot: Sendable {
  let store: ObjectStore
  let indexes: ObjectIndexes
  let shared: SharedTables
  let tree: ObjectTree
  let classTable: ClassTable
  let stampNames: StampNames
  let membership: Membership

  package let domains: [Domain]
  let domainOfObject: [UInt16]
  /// DN of the schema and of the configuration naming context; nil when nothing in the input tells it.
  package let schemaNC: String?
  package let configurationNC: String?
  package let schema: Schema
  /// What GUIDs in access control entries mean: this forest's own schema, or the built-in one.
  package let rights: RightsSchema
  package let exchange: ExchangeOrganization?
  /// Computer objects with SERVER_TRUST_ACCOUNT (0x2000) or PARTIAL_SECRETS_ACCOUNT (0x4000000) in
  /// userAccountControl. [MS-ADTS] 2.2.16
  package let domainControllers: [ObjectID]
  /// Sorted by name; those that cross-references name, read or not.
  package let applicationPartitions: [ApplicationPartition]
  /// By object; empty when there are no application partitions.
  let isInApplicationPartition: [Bool]
  private let serverNames: [GUID: String]
  /// How long a deleted object and a removed link value are kept.
  package let tombstoneLifetimeDays: Int?
  package let dSHeuristics: String?
  /// Whether the object that carries ``dSHeuristics`` was read, so that none means the default.
  package let knowsDSHeuristics: Bool
  /// The server's clock where the rootDSE was read, else the newest change seen; nil when nothing has a time.
  package let collectedAt: Instant?
  package let gaps: [Gap]

  init(store: ObjectStore, indexes: ObjectIndexes, shared: SharedTables, gaps: GapCounter) {
    var shared = shared
    shared.finish()
    var gaps = gaps
    let tree = ObjectTree(store: store, indexes: indexes)
    let contexts = NamingContexts(store: store, indexes: indexes)
    let bareClasses = ClassTable(shared.classSets, store: store)
    let schema = Schema(store: store, classes: bareClasses, gaps: &gaps)
    let classes = bareClasses.completed(by: schema)
    let stampNames = StampNames(shared: shared, store: store, schema: schema, gaps: &gaps)
    let domains = DomainReader(store: store, indexes: indexes, classes: classes, contexts: contexts)
    let membership = Membership(store: store, indexes: indexes, classes: classes, gaps: &gaps)

    self.store = store
    self.indexes = indexes
    self.shared = shared
    self.tree = tree
    self.classTable = classes
    self.stampNames = stampNames
    self.membership = membership
    self.domains = domains.domains
    self.domainOfObject = domains.assignment()
    let applications = ApplicationPartitionReader(
      store: store, indexes: indexes, classes: classes, contexts: contexts, domains: domains.domains)
    self.applicationPartitions = applications.partitions
    self.isInApplicationPartition = applications.membership()
    self.schemaNC = contexts.schema
    self.configurationNC = contexts.configuration
    self.schema = schema
    self.rights = schema.rights()
    let reader = ForestReader(
      store: store, indexes: indexes, classes: classes, tree: tree, membership: membership, contexts: contexts
    )
    self.exchange = reader.exchange(rootDomain: domains.domains.first(where: \.isForestRoot))
    self.domainControllers = reader.domainControllers()
    self.serverNames = reader.serverNames(shared: shared)
    let settings = reader.directoryService()
    self.tombstoneLifetimeDays = settings.tombstoneLifetimeDays
    self.dSHeuristics = settings.dSHeuristics
    self.knowsDSHeuristics = settings.knowsHeuristics
    self.collectedAt = reader.collectedAt()
    let unread = UnreadAttributes(
      store: store, indexes: indexes, classes: classes, stampNames: stampNames, schema: schema,
      domains: domains.domains, domainOfObject: domainOfObject)
    Completeness(
      store: store, indexes: indexes, unread: unread, classes: classes, stampNames: stampNames,
      contexts: contexts,
      domains: domains.domains, applications: applicationPartitions,
      isInApplication: isInApplicationPartition,
      hasExchange: exchange != nil
    ).report(to: &gaps)
    self.gaps = gaps.gaps
  }

  package var count: Int { store.count }

  package var objectIDs: some RandomAccessCollection<ObjectID> & Sendable {
    (0..<UInt32(truncatingIfNeeded: store.count)).lazy.map { ObjectID($0) }
  }

  /// The name of the server whose NTDS Settings object has an invocationId; nil when the directory no longer knows
  /// it: demoted, restored, or never a domain controller.
  package func dsaName(invocation: GUID) -> String? { serverNames[invocation] }

  // MARK: Descriptors

  /// Number of distinct descriptors.
  package var descriptorCount: Int { shared.descriptors.count }

  package func descriptor(of object: ObjectID) -> DescriptorID? {
    store.descriptor(object.position).map { DescriptorID($0) }
  }

  /// nil = the octets are no security descriptor.
  package func descriptor(_ id: DescriptorID) -> SecurityDescriptor? {
    let index = Int(id.index)
    return index < shared.descriptors.count ? shared.descriptors[index] : nil
  }
}

extension ObjectID {
  var position: Int { Int(index) }

  init(position: Int) { self.init(UInt32(truncatingIfNeeded: position)) }
}
