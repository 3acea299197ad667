using McpHost;

var builder = WebApplication.CreateBuilder(args);
if (builder.Configuration["urls"] is null)
    builder.WebHost.UseUrls("http://localhost:3001");

builder.Services.AddMcpServer()
    .WithHttpTransport()
    .WithSessionStore()
    .WithTools<BasketTools>()
    .WithTools<NoteTools>();

var app = builder.Build();
app.MapMcp("/mcp");

await app.StartAsync();
Banner.Print(app);
await app.WaitForShutdownAsync();
