// Each class has a Redis and processes of its own. Most of their time they wait, so more of them run at once than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
