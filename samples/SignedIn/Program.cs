using Microsoft.AspNetCore.Authentication.BearerToken;
using SignedIn;

var builder = WebApplication.CreateBuilder(args);

// ASP.NET Core's own bearer tokens. In production take your identity provider's, with AddJwtBearer: the tools stay as they are.
builder.Services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme).AddBearerToken();
builder.Services.AddAuthorization();
builder.Services.AddMcpServer().WithHttpTransport().WithSessionStore().WithTools<PreferenceTools>();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapSignIn();
app.MapMcp("/mcp").RequireAuthorization();
app.Run();
