using McpHost;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null)
    builder.WebHost.UseUrls("http://localhost:3001");

// Who signs in has baskets that are theirs alone; who does not may shop all the same. The keys that sign-ins are sealed with are in the
// store, sealed themselves with SessionStore:KeySecret: set it (SessionStore__KeySecret) wherever others can reach Redis.
builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
builder.Services.AddDataProtection().SetApplicationName("McpHost").PersistKeysToSessionStore();
builder.Services.AddRateLimits();

builder.Services.AddTransient<BasketListeners>();
builder.Services.AddMcpServer()
    .WithHttpTransport()
    .WithSessionStore()
    .WithSessionStoreTasks(tasks =>
    {
        tasks.ExecutionModeSelector = WrappingTools.Mode;
        tasks.MaxRunningAnonymous = 32; // Presents are wrapped for everybody.
    })
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
