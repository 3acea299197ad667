using McpHost;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSignIn();
builder.Services.AddRateLimits();
builder.Services.AddTransient<BasketListeners>();
builder.Services.AddMcpServer()
    .WithHttpTransport()
    .WithSessionStore()
    .WithSessionStoreTasks(WrappingTools.Configure)
    .WithSessionStoreSubscriptions()
    .WithSessionTools<Cart>(configure: basket => basket.Description = "Holds products until they are ordered.")
    .WithTools<BasketTools>()
    .WithTools<WrappingTools>()
    .WithTools<NoteTools>()
    .WithPrompts<BasketPrompts>()
    .WithResources<BasketResources>();

var app = builder.Build();
app.UseRateLimiter();
app.MapSignIn();
app.MapMcp("/mcp");

await app.StartAsync();
Banner.Print(app);
await app.WaitForShutdownAsync();
