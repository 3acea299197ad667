using Demo;

// Two MCP servers behind a proxy that hands calls out in turn, on one Redis. One of the servers is killed.
// Arguments: a file to draw the transcript into, if wanted. Redis is at REDIS_URL; ./demo starts one.
var transcript = new Transcript();
transcript.Say("two MCP servers, one Redis, a proxy that takes them in turn");
await using var a = await McpServer.StartAsync("A");
await using var b = await McpServer.StartAsync("B");
await using var proxy = await RoundRobinProxy.StartAsync(a, b);

await using var alice = await Shopper.SignInAsync("alice", proxy, transcript);
var basket = await alice.CallAsync("create_basket");
await alice.CallAsync("add_item", ("basket", basket), ("sku", "tea"), ("quantity", 1));
await alice.CallAsync("add_item", ("basket", basket), ("sku", "milk"), ("quantity", 2));
await alice.CallAsync("add_item", ("basket", basket), ("sku", "tea"), ("quantity", 1));

transcript.Type("$", $"kill -9 {a.Kill()}    # server {a.Name}");
await alice.CallAsync("add_item", ("basket", basket), ("sku", "sugar"), ("quantity", 1));
await alice.CallAsync("add_item", ("basket", basket), ("sku", "tea"), ("quantity", 1));
await alice.CallAsync("view_basket", ("basket", basket));
await alice.CallAsync("list_baskets");

await using var mallory = await Shopper.SignInAsync("mallory", proxy, transcript);
await mallory.CallAsync("view_basket", ("basket", basket));
var ordered = await alice.CallAsync("check_out", ("basket", basket));

if (args is [var path])
    await File.WriteAllTextAsync(path, AnimatedSvg.Draw(transcript.Lines));
return ordered == "Ordered 6 items: 2 x milk, 1 x sugar, 3 x tea" ? 0 : 1;
